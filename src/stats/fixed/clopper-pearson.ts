import { beta } from '../distributions/beta.ts'
import type { Unknown } from '../unknown.ts'
import { type Count, flawOf } from './count.ts'
import { logHalf } from './tails.ts'
import type { Interval } from './wilson.ts'

/**
 * The exact interval for one proportion: it covers with *at least* 1 − alpha, whatever the proportion
 * and however few the outcomes, and is therefore wide. 0 (or 1) at the end where all outcomes are.
 * Two quantiles of a Beta distribution.
 *
 * C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of
 * the binomial", Biometrika 26, 1934.
 */
export function clopperPearson(count: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([count], alpha)
  if (flaw !== undefined) return flaw
  const { events, n } = count
  return {
    lower: events === 0 ? 0 : beta(events, n - events + 1).atBelow(logHalf(alpha)),
    upper: events === n ? 1 : beta(events + 1, n - events).atAbove(logHalf(alpha)),
  }
}
