import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { effectOf, type Scale } from './effect.ts'
import { type Summary, summaryOfSample } from './summary.ts'
import { type TTest, tTest } from './t-test.ts'

/**
 * Welch's t test of two means, challenger − champion, with unequal variances. Type-I error about
 * alpha at one planned look; requires two outcomes each, and outcomes that are nearly normal or many. A tail and a
 * quantile of Student's t: some five microseconds.
 *
 * B. L. Welch, "The generalization of 'Student's' problem when several different population variances
 * are involved", Biometrika 34, 1947.
 */
export function welch(
  champion: Summary | Unknown,
  challenger: Summary | Unknown,
  { alpha = 0.05, scale = 'Absolute' }: { readonly alpha?: number; readonly scale?: Scale } = {},
): TTest | Unknown {
  const effect = effectOf(champion, challenger, scale)
  if (isUnknown(effect)) return effect
  const df = welchDf(champion, challenger)
  return isUnknown(df) ? df : tTest(effect, df, alpha)
}

/** The same from raw samples. O(n). */
export function welchOfSamples(
  champion: ArrayLike<number>,
  challenger: ArrayLike<number>,
  alpha = 0.05,
): TTest | Unknown {
  return welch(summaryOfSample(champion), summaryOfSample(challenger), { alpha })
}

/**
 * Degrees of freedom of the sum of two estimated squared errors, written with the errors' shares of
 * that sum, so that no square under- or overflows. At most nA + nB − 2, at least the smaller n − 1. O(1).
 *
 * F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
 * Bulletin 2, 1946.
 */
export function welchDf(a: Summary | Unknown, b: Summary | Unknown): number | Unknown {
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  if (a.n < 2 || b.n < 2) return unknownBecause('TooFew')
  const [errorOfA, errorOfB] = [a.variance / a.n, b.variance / b.n]
  const sum = errorOfA + errorOfB
  if (sum <= 0) return unknownBecause('NoSpread')
  if (!Number.isFinite(sum)) return unknownBecause('Overflow')
  return 1 / ((errorOfA / sum) ** 2 / (a.n - 1) + (errorOfB / sum) ** 2 / (b.n - 1))
}
