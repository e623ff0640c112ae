import { chiSquared } from '../distributions/chi-squared.ts'
import { above } from '../distributions/distribution.ts'
import type { ChiSquaredTest } from '../fixed/independence.ts'
import { logDirichletEvidence } from '../sequential/dirichlet-evidence.ts'
import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'

/**
 * Pearson's χ² test that units came to the variants in the configured shares. Type-I error about alpha
 * at one planned look, with expectations of some five: while looking on, use `logEvidenceOfMismatch`.
 * Requires weights ≥ 0, of which the sum is taken as all; counts of *units*, not of their requests. O(variants).
 *
 * K. Pearson, Philosophical Magazine 50, 1900; A. Fabijan et al., "Diagnosing sample ratio mismatch in
 * online controlled experiments", KDD 2019.
 */
export function sampleRatioTest(
  counts: readonly number[],
  weights: readonly number[],
): ChiSquaredTest | Unknown {
  const shares = sharesOf(counts, weights)
  if (shares === undefined) return unknownBecause('OutOfRange')
  const n = counts.reduce((sum, count) => sum + count, 0)
  const df = shares.filter((share, i) => share > 0 || counts[i] !== 0).length - 1
  if (n === 0 || df < 1) return unknownBecause('TooFew')
  let chi2 = 0
  for (const [i, count] of counts.entries()) {
    const expected = n * (shares[i] ?? 0)
    if (count !== expected) chi2 += (count - expected) ** 2 / expected
  }
  return unlessOverflown({ chi2, df, p: above(chiSquared(df), chi2) })
}

/**
 * Log evidence that units do not come in the configured shares, at any time: under the shares it
 * reaches ln(1/alpha) *ever* with probability at most alpha. Epochs of different shares add. The more
 * `concentration`, the smaller the mismatch that it is tuned to; 1,000 suits most. A unit where none
 * may come is Infinity. Requires units that come independently: not requests of one user.
 * O(variants).
 *
 * M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
 */
export function logEvidenceOfMismatch(
  counts: readonly number[],
  weights: readonly number[],
  concentration = 1000,
): number | Unknown {
  const shares = sharesOf(counts, weights)
  if (shares === undefined || !(concentration > 0)) return unknownBecause('OutOfRange')
  if (shares.some((share, i) => share === 0 && counts[i] !== 0)) return Number.POSITIVE_INFINITY
  return logDirichletEvidence(
    counts.flatMap((count, i) => {
      const share = shares[i] ?? 0
      return share > 0 ? [{ count, share, prior: concentration * share }] : []
    }),
  )
}

/** The weights as parts of their sum; nothing where they or the counts are none. */
function sharesOf(
  counts: readonly number[],
  weights: readonly number[],
): readonly number[] | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const isSound = [...counts, ...weights].every((x) => x >= 0 && x < Number.POSITIVE_INFINITY)
  if (!isSound || counts.length !== weights.length || !(total > 0)) return undefined
  return weights.map((weight) => weight / total)
}
