import type { Moments } from '../../sums/moments.ts'
import type { Triple } from '../../sums/triple.ts'
import type { Counter, Measure } from './counter.ts'

export type MomentCounter = Counter<Moments> & {
  /** Many values at once, by the sums of their powers about the shift, and between which they lie. */
  readonly addMany: (many: Powers) => void
}

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
  let [n, sum, squares, cubes] = [0, 0, 0, 0]
  let [low, high] = [Number.MAX_VALUE, -Number.MAX_VALUE]
  return {
    add: (outcome, count = 1) => {
      const value = measure(outcome)
      const d = value - shift
      n += count
      sum += count * d
      squares += count * d * d
      cubes += count * d * d * d
      if (value < low) low = value
      if (value > high) high = value
    },
    addMany: (many) => {
      n += many.n
      sum += many.sum
      squares += many.squares
      cubes += many.cubes
      low = Math.min(low, many.low)
      high = Math.max(high, many.high)
    },
    read: () => ({
      n,
      sum: single(sum),
      squares: single(squares),
      cubes: single(cubes),
      shift,
      span: { low, high, strayed: 0 },
      beyond: 0,
    }),
  }
}

export const single = (x: number): Triple => [x, 0, 0]
