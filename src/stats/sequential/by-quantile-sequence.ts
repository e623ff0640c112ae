import { lastAtOrAbove } from './edge.ts'
import type { Gate } from './gate.ts'
import type { Inference } from './inference.ts'
import { deviationFromGap, type Ladder } from './ladder.ts'
import { logPOfScore } from './sequence.ts'

/** What both variants' requests say of their quantiles, and how many requests those were. */
export type Quantiles = {
  readonly champion: Ladder
  readonly challenger: Ladder
  readonly n: number
}

/**
 * The logarithm of the ratio of two quantiles, challenger ÷ champion, of all requests so far, by their profile
 * likelihood: of all places that the champion's quantile may have, and the challenger's so far from it, the
 * likeliest speaks. The root of its deviance is about normal at the true ratio, with no density to be estimated, so it
 * is judged by the asymptotic confidence sequence (`sequence.ts`) behind its gates. With few requests it errs on the
 * safe side: their roughness is taken for likelihood, and costs some 3 % of the distance in standard errors.
 *
 * Requires independent requests. The resolution is that of the histogram: buckets of 1.6 to 3.1 %. Some five
 * profiles a bound, a few microseconds each.
 *
 * A. B. Owen, "Empirical Likelihood", 2001, section 3.6; R. S. Woodruff, JASA 47, 1952; I. Waudby-Smith et al., as in
 * `sequence.ts`.
 */
export function byQuantileSequence(
  { champion, challenger, n }: Quantiles,
  { gates, tunedFor }: { readonly gates: readonly Gate[]; readonly tunedFor: number },
): Inference {
  const estimate = challenger.middle - champion.middle
  const score = (gap: number) => Math.sqrt(deviationFromGap(champion, challenger, within(gap)))
  const more = (gap: number, alpha: number) =>
    gap < estimate ? logPOfScore(score(gap), n, { alpha, tunedFor }) : 0
  const less = (gap: number, alpha: number) =>
    gap > estimate ? logPOfScore(score(gap), n, { alpha, tunedFor }) : 0
  const error = Math.max(finest, Math.hypot(champion.error, challenger.error))
  const range = { from: -widest, to: widest, near: estimate, error }
  return {
    method: 'QuantileSequence',
    estimate,
    gates,
    low: (alpha) => lastAtOrAbove((gap) => -more(gap, alpha), -Math.log(alpha), range) ?? -Infinity,
    high: (alpha) => {
      const mirrored = { ...range, near: -estimate }
      const edge = lastAtOrAbove((gap) => -less(-gap, alpha), -Math.log(alpha), mirrored)
      return edge === undefined ? Infinity : -edge
    },
    logPMore: more,
    logPLess: less,
  }
}

/** Further apart than the slowest and the fastest that are told apart. */
const widest = 24
const finest = 1e-6
const within = (gap: number) => Math.min(widest, Math.max(-widest, gap))
