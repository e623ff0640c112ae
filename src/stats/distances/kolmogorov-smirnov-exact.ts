import { areFinite } from '../finite.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { largestGap } from './largest-gap.ts'
import { logChanceOfLeaving } from './lattice-paths.ts'

const manyPairs = 1e8

/**
 * The exact two-sided p of the same test: the chance of a distance as large as this one when all
 * orders of m + n different outcomes are equally likely, with its logarithm, which is right also
 * where p itself is below 1e-308. With ties it is too large, never too small. Takes mn steps at most,
 * hence refused beyond 1e8.
 *
 * J. L. Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för Matematik 3,
 * 1958.
 */
export function exactKolmogorovSmirnov(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { readonly p: number; readonly logP: number } | Unknown {
  if (a.length === 0 || b.length === 0) return unknownBecause('TooFew')
  if (!areFinite(a, b)) return unknownBecause('OutOfRange')
  if (a.length * b.length > manyPairs) return unknownBecause('TooLarge')
  const logP = logChanceOfLeaving(a.length, b.length, largestGap(a, b))
  return { p: Math.exp(logP), logP }
}
