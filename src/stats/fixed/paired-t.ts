import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { type Summary, summaryOfSample } from './summary.ts'
import { type TTest, tTest } from './t-test.ts'

/**
 * The paired t test: both variants answered the same requests, and `differences` are challenger −
 * champion. Type-I error about alpha at one planned look; requires independent pairs: those of a
 * series in time are not. With outcomes that correlate with r it needs 1 − r of a split's requests.
 * A tail and a quantile of Student's t.
 *
 * Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908.
 */
export function pairedT(differences: Summary | Unknown, alpha = 0.05): TTest | Unknown {
  if (isUnknown(differences)) return differences
  const { n, mean, variance } = differences
  if (n < 2) return unknownBecause('TooFew')
  return tTest({ estimate: mean, squaredError: variance / n }, n - 1, alpha)
}

/** The same from raw outcomes, pair by pair. O(n). */
export function pairedTOfSamples(
  champion: ArrayLike<number>,
  challenger: ArrayLike<number>,
  alpha = 0.05,
): TTest | Unknown {
  if (champion.length !== challenger.length) return unknownBecause('Unpaired')
  const differences = Float64Array.from(challenger, (b, i) => b - (champion[i] ?? 0))
  return pairedT(summaryOfSample(differences), alpha)
}
