import { type Double, twoSum } from './double.ts'

/**
 * Between which bounds the values lie of which sums were taken, and how far from their shift those
 * sums may once have been taken: with it one can say what roundings can have done. Nothing at all
 * spans from the largest number down to the smallest, so that it survives JSON.
 */
export type Span = {
  readonly low: number
  readonly high: number
  /** The largest shift, in size, of records merged here about another shift; 0 if none was. */
  readonly strayed: number
}

/** Of no value. */
export const noSpan: Span = { low: Number.MAX_VALUE, high: -Number.MAX_VALUE, strayed: 0 }

/** With one more value. */
export const withPoint = ({ low, high, strayed }: Span, x: number): Span => ({
  low: Math.min(low, x),
  high: Math.max(high, x),
  strayed,
})

/** The span of both, whose sums were taken about these shifts. */
export const spanOfBoth = (a: Span, aShift: number, b: Span, bShift: number): Span => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
  strayed: Math.max(
    a.strayed,
    b.strayed,
    aShift === bShift ? 0 : Math.max(Math.abs(aShift), Math.abs(bShift)),
  ),
})

/** No term of the sums was ever further than this from the shift that it was taken about. */
export const reach = ({ low, high, strayed }: Span, shift: number): number =>
  Math.max(Math.abs(low - shift), Math.abs(high - shift)) + 2 * strayed

/**
 * x − shift, exactly; `undefined` when further than 1e80, or not a number: powers and products of up
 * to three such deviations, a trillion of them, neither overflow nor lose digits at the lower end.
 * For the same reason a value closer to the shift than 1e-80 counts as the shift.
 */
export function deviation(x: number, shift: number): Double | undefined {
  const exact = twoSum(x, -shift)
  const size = Math.abs(exact[0])
  if (!(size <= farthest)) return undefined
  return size < nearest ? [0, 0] : exact
}

/** A shift that can be worked with: what is further than 1e80, or not a number, is 0. */
export const usableShift = (shift: number): number => (Math.abs(shift) <= farthest ? shift : 0)

/** Of two shifts, the one that records about both are merged about: the smaller in size. */
export function commonShift(a: number, b: number): number {
  if (Math.abs(a) === Math.abs(b)) return Math.max(a, b)
  return Math.abs(a) < Math.abs(b) ? a : b
}

/**
 * What roundings can have made of spreads, relative to them, and of skews: (reach ÷ deviation)³ for
 * each of n terms and of a few steps more.
 */
export const doubt = (n: number, reachPerDeviation: number): number =>
  Math.min(1, (n + 64) * rounding * reachPerDeviation ** 3)

/** The largest doubt with which a number is still told. */
export const tolerable = 1e-6

const farthest = 1e80
const nearest = 1e-80
const rounding = 2 ** -154
