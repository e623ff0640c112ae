import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import type { Scale } from './effect.ts'
import { momentsOf, type PairSums } from './pair-sums.ts'
import type { Summary } from './summary.ts'
import type { TTest } from './t-test.ts'
import { welch } from './welch.ts'

/** The test of two ratios, and each as if it were a mean. */
export type RatioTest = TTest & { readonly champion: Summary; readonly challenger: Summary }

/**
 * Compares two ratios of sums, Σy / Σx, such as clicks per page where each *user* is an independent
 * outcome: through the variance of the linearised ratio and Welch's t. Type-I error about alpha at one
 * planned look; requires denominators some ten standard errors away from zero, else `fieller`. As dear as `welch`.
 *
 * A. Deng, U. Knoblich, J. Lu, "Applying the delta method in metric analytics", KDD 2018.
 */
export function ratioTest(
  champion: PairSums,
  challenger: PairSums,
  options: { readonly alpha: number; readonly scale: Scale },
): RatioTest | Unknown {
  const [a, b] = [ratioOf(champion), ratioOf(challenger)]
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  const test = welch(a, b, options)
  return isUnknown(test) ? test : { ...test, champion: a, challenger: b }
}

/** Σy / Σx as if it were a mean of n outcomes: (var y − 2R cov + R² var x) / x̄² is their variance. O(1). */
export function ratioOf(sums: PairSums): Summary | Unknown {
  const moments = momentsOf(sums)
  if (isUnknown(moments)) return moments
  const { n, meanX, varianceY, varianceX, covariance } = moments
  if (meanX === 0) return unknownBecause('ZeroDenominator')
  const ratio = sums.sumY / sums.sumX
  const spread = varianceY - ratio * (2 * covariance - ratio * varianceX)
  return unlessOverflown({ n, mean: ratio, variance: Math.max(0, spread) / meanX / meanX })
}
