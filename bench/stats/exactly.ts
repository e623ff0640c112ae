import { isUnknown, type Unknown } from '../../src/stats/unknown.ts'

/** The answer to inputs that were chosen to have one. */
export function exactly<T>(answer: T | Unknown): T {
  if (isUnknown(answer)) throw new Error(`an input without an answer: ${answer.sentence}`)
  return answer
}
