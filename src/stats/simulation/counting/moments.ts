import type { Moments } from '../../sums/moments.ts'
import type { Triple } from '../../sums/triple.ts'
import type { Counter, Measure } from './counter.ts'

/** A counter of values that also takes sums of many at once. */
export type MomentCounter = Counter<Moments> & {
  /** Many values at once, by the sums of their powers about the shift, and between which they lie. */
  readonly addMany: (many: Powers) => void
}

/** The sums of the first three powers of n values about a shift, and between which bounds the values lie. */
export type Powers = {
  readonly n: number
  readonly sum: number
  readonly squares: number
  readonly cubes: number
  readonly low: number
  readonly high: number
}

/**
 * Moments in plain doubles, ten times as fast as those that travel: a simulation's own roundings decide
 * nothing, as long as the shift is near the values.
 */
export function momentCounter(shift: number, measure: Measure): MomentCounter {
  // Fields of an object are written in place; variables of a closure would each be allocated anew.
  const all = { n: 0, sum: 0, squares: 0, cubes: 0 }
  const span = { low: Number.MAX_VALUE, high: -Number.MAX_VALUE }
  return {
    add: (outcome, count = 1) => {
      const value = measure(outcome)
      const d = value - shift
      all.n += count
      all.sum += count * d
      all.squares += count * d * d
      all.cubes += count * d * d * d
      if (value < span.low) span.low = value
      if (value > span.high) span.high = value
    },
    addMany: (many) => {
      all.n += many.n
      all.sum += many.sum
      all.squares += many.squares
      all.cubes += many.cubes
      span.low = Math.min(span.low, many.low)
      span.high = Math.max(span.high, many.high)
    },
    read: () => ({
      n: all.n,
      sum: single(all.sum),
      squares: single(all.squares),
      cubes: single(all.cubes),
      shift,
      span: { ...span, strayed: 0 },
      beyond: 0,
    }),
  }
}

/** A double in the digits that statistics keep. */
export const single = (x: number): Triple => [x, 0, 0]
