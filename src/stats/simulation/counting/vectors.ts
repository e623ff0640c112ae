import { layoutOf } from '../../sums/monomials.ts'
import type { VectorMoments } from '../../sums/vector-moments.ts'
import type { Outcome } from '../outcomes/outcome.ts'
import type { Counter } from './counter.ts'
import { single } from './moments.ts'

/** Moments of several things to the third order, in plain doubles. */
export function vectorCounter(
  shifts: readonly number[],
  measure: (outcome: Outcome) => readonly number[],
): Counter<VectorMoments> {
  const { pairs, trios } = layoutOf(shifts.length)
  const terms: readonly (readonly number[])[] = [...shifts.map((_, i) => [i]), ...pairs, ...trios]
  const sums = new Float64Array(terms.length)
  const lows = shifts.map(() => Number.MAX_VALUE)
  const highs = shifts.map(() => -Number.MAX_VALUE)
  let n = 0
  return {
    add: (outcome, count = 1) => {
      n += count
      const values = measure(outcome)
      for (const [i, value] of values.entries()) {
        lows[i] = Math.min(lows[i] ?? value, value)
        highs[i] = Math.max(highs[i] ?? value, value)
      }
      const away = values.map((value, i) => value - (shifts[i] ?? 0))
      for (const [place, factors] of terms.entries())
        sums[place] =
          (sums[place] ?? 0) + factors.reduce((product, i) => product * (away[i] ?? 0), count)
    },
    read: () => ({
      n,
      order: 3,
      shifts,
      sums: Array.from(sums, single),
      spans: lows.map((low, i) => ({ low, high: highs[i] ?? 0, strayed: 0 })),
      beyond: 0,
    }),
  }
}
