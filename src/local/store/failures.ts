import { join } from 'node:path'
import { givingUp, quoted } from '../../disk/giving-up.ts'
import { ContenderError } from '../../errors.ts'
import { format } from './records.ts'

/** Where a file is not what was written. */
export type Damage = { readonly name: string; readonly offset: number }

/** Damage that costs what was acknowledged: nobody but the user may decide to do without it. */
export function corrupt(folder: string, { name, offset }: Damage, later: readonly string[] = []) {
  const path = join(folder, name)
  const wayOut = name.startsWith('log') ? `; ${cutting(folder, path, offset, later)}` : ''
  return new ContenderError('StateCorrupt', `${path} is damaged at byte ${offset}${wayOut}`)
}

function cutting(folder: string, path: string, offset: number, later: readonly string[]): string {
  const files = later.map((name) => ` ${quoted(join(folder, name))}`).join('')
  const removal = later.length === 0 ? '' : ` && rm${files}`
  return `${givingUp(path, offset)}${removal}`
}

export const missing = (folder: string, name: string) =>
  new ContenderError('StateCorrupt', `${join(folder, name)} is missing`)

export const tooNew = (folder: string, name: string, found: number) =>
  new ContenderError(
    'StateTooNew',
    `${join(folder, name)} has format ${found}, and this version reads up to ${format}`,
  )
