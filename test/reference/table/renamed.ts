import { isUnknown, type Unknown } from '../../../src/stats/unknown.ts'

/** The answer under other names; ignorance stays what it is. */
export function renamed<T, R>(answer: T | Unknown, names: (answer: T) => R): R | Unknown {
  return isUnknown(answer) ? answer : names(answer)
}
