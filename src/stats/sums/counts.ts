import { type Unknown, unknownBecause } from '../unknown.ts'
import type { Statistic } from './statistic.ts'
import type { Summary } from './summary.ts'

/** Yes-or-no outcomes: how many, and how many a yes. Exact up to 2^53. */
export type Counts = { readonly n: number; readonly events: number }

/** Exact in any order. */
export const counts: Statistic<Counts> = {
  none: { n: 0, events: 0 },
  merge: (a, b) => ({ n: a.n + b.n, events: a.events + b.events }),
}

/** With one more outcome. */
export const withOutcome = ({ n, events }: Counts, event: boolean): Counts => ({
  n: n + 1,
  events: event ? events + 1 : events,
})

/**
 * The rate as a mean of zeros and ones: variance and skew follow from it. Known from two outcomes on;
 * variance and skew are 0 when all outcomes are alike.
 */
export function rateSummaryOf({ n, events }: Counts): Summary | Unknown {
  if (n < 2) return unknownBecause('TooFew', { need: 2, have: n })
  const mean = events / n
  const spread = mean * ((n - events) / n)
  if (!(spread > 0)) return { n, mean, variance: 0, skew: 0 }
  return {
    n,
    mean,
    variance: spread * (n / (n - 1)),
    skew: (n - 2 * events) / n / Math.sqrt(spread),
  }
}
