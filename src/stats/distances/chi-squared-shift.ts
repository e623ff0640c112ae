import { type ChiSquaredTest, independence } from '../fixed/independence.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * Pearson's χ² test that two histograms with the same bins come from one distribution, over the bins
 * that either of them knows. Type-I error about alpha at one planned look, with expectations of some
 * five. Exact on its bins, whatever made them. Requires a count each and two bins in use. O(bins).
 *
 * K. Pearson, "On the probability that two independent distributions of frequency are really samples
 * from the same population", Biometrika 8, 1911.
 */
export function chiSquaredShift(
  expected: readonly number[],
  actual: readonly number[],
): ChiSquaredTest | Unknown {
  if (expected.length !== actual.length) return unknownBecause('OutOfRange')
  const isUsed = (i: number) => (expected[i] ?? 0) + (actual[i] ?? 0) !== 0
  return independence([expected.filter((_, i) => isUsed(i)), actual.filter((_, i) => isUsed(i))])
}
