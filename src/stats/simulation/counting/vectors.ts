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
  const away = new Float64Array(shifts.length)
  const lows = shifts.map(() => Number.MAX_VALUE)
  const highs = shifts.map(() => -Number.MAX_VALUE)
  let n = 0

  /** Plain loops: this is most of what such a metric costs. */
  function add(outcome: Outcome, count = 1): void {
    n += count
    const values = measure(outcome)
    for (let i = 0; i < values.length; i++) reach(i, values[i] ?? 0)
    for (let place = 0; place < terms.length; place++)
      sums[place] = (sums[place] ?? 0) + productOf(count, terms[place] ?? [], away)
  }

  function reach(i: number, value: number): void {
    lows[i] = Math.min(lows[i] ?? value, value)
    highs[i] = Math.max(highs[i] ?? value, value)
    away[i] = value - (shifts[i] ?? 0)
  }

  return {
    add,
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

function productOf(count: number, places: readonly number[], away: Float64Array): number {
  let product = count
  for (const place of places) product *= away[place] ?? 0
  return product
}
