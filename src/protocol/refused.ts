import { ContenderError } from '../errors.ts'

/** What a request lacks, and where: `inputs[0].data[3]`. */
export function refused(path: string, what: string): ContenderError {
  return new ContenderError('RequestInvalid', path === '' ? what : `${path}: ${what}`)
}
