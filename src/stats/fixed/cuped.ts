import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { mergePairs, momentsOf, type PairSums } from './pair-sums.ts'
import { type Summary, summaryOfSums } from './summary.ts'
import type { TTest } from './t-test.ts'
import { welch } from './welch.ts'

/** The test of the adjusted means, and what they are. */
export type CupedTest = TTest & Adjusted

/** Both variants without what a covariate explains, which is `theta` of it. */
export type Adjusted = {
  readonly theta: number
  readonly champion: Summary
  readonly challenger: Summary
}

/**
 * Compares means of y after taking out what a covariate x explains. Unbiased for the plain difference,
 * and with correlation r narrower by √(1 − r²). Type-I error about alpha at one planned look;
 * requires an x that the assignment cannot have changed, two outcomes each, and many outcomes. As dear as `welch`.
 *
 * A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data", WSDM 2013.
 */
export function cuped(
  champion: PairSums,
  challenger: PairSums,
  alpha: number,
): CupedTest | Unknown {
  const adjusted = adjust(champion, challenger)
  if (isUnknown(adjusted)) return adjusted
  const test = welch(adjusted.champion, adjusted.challenger, { alpha })
  return isUnknown(test) ? test : { ...test, ...adjusted }
}

/** Both means without θ x, θ being the slope of y on x over all outcomes (0 where x has no spread). O(1). */
export function adjust(champion: PairSums, challenger: PairSums): Adjusted | Unknown {
  const pooled = momentsOf(mergePairs(champion, challenger))
  if (isUnknown(pooled)) return pooled
  const theta = pooled.varianceX > 0 ? pooled.covariance / pooled.varianceX : 0
  if (Number.isNaN(theta)) return unknownBecause('Overflow')
  const [a, b] = [without(champion, theta), without(challenger, theta)]
  if (isUnknown(a)) return a
  return isUnknown(b) ? b : { theta, champion: a, challenger: b }
}

function without(sums: PairSums, theta: number): Summary | Unknown {
  const { n, sumY, sumYY } = sums
  const moments = theta === 0 ? summaryOfSums({ n, sum: sumY, squares: sumYY }) : momentsOf(sums)
  if (isUnknown(moments) || 'mean' in moments) return moments
  const { meanY, meanX, varianceY, varianceX, covariance } = moments
  const variance = varianceY - theta * (2 * covariance - theta * varianceX)
  const mean = meanY - theta * meanX
  return unlessOverflown({ n, mean, variance: Math.max(0, variance), unadjustedMean: meanY })
}
