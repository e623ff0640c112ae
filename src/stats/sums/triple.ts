import { type Double, twoProduct, twoSum } from './double.ts'

/**
 * A number in three times the digits of a double (about 48), as the unevaluated sum of three
 * doubles, each at most a rounding of the one before. Sums of 1e12 terms are kept in it: in twice
 * the digits the roundings of so many cubes of 1e9 ± 1 would drown their skew.
 *
 * Every operation errs by at most 2^-154 of the sizes of what goes in (18 u³ with u = 2^-53; three
 * roundings, each of a third component).
 */
export type Triple = readonly [high: number, middle: number, low: number]

/** Nothing, in all digits. */
export const zero: Triple = [0, 0, 0]

/** The same number with room for more digits. */
export const triple = (d: Double): Triple => [d[0], d[1], 0]

/** The nearest double, but for one rounding. */
export const rounded = (t: Triple): number => t[0] + (t[1] + t[2])

/** a + b. Symmetric to the last bit. */
export function plus(a: Triple, b: Triple): Triple {
  const first = twoSum(a[0], b[0])
  const second = twoSum(a[1], b[1])
  const carried = twoSum(second[0], first[1])
  return normal(first[0], carried[0], a[2] + b[2] + (second[1] + carried[1]))
}

/** a · x. */
export function times(a: Triple, x: number): Triple {
  const first = twoProduct(a[0], x)
  const second = twoProduct(a[1], x)
  const carried = twoSum(first[1], second[0])
  return normal(first[0], carried[0], carried[1] + (second[1] + a[2] * x))
}

/** a · d. */
export const timesDouble = (a: Triple, d: Double): Triple =>
  d[1] === 0 ? times(a, d[0]) : plus(times(a, d[0]), times(a, d[1]))

/** a − x · b. */
export const lessTimes = (a: Triple, x: number, b: Triple): Triple => plus(a, times(b, -x))

/** The same sum, with its parts in order of size again. */
function normal(high: number, middle: number, low: number): Triple {
  const lower = twoSum(middle, low)
  const upper = twoSum(high, lower[0])
  const rest = twoSum(upper[1], lower[1])
  return [upper[0], rest[0], rest[1]]
}
