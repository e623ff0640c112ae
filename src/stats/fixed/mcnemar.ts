import { binomial } from '../distributions/binomial.ts'
import { chiSquared } from '../distributions/chi-squared.ts'
import { above, below } from '../distributions/distribution.ts'
import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'

/** Pairs of answers to one request of which just one was right. */
export type Discordant = { readonly onlyChampion: number; readonly onlyChallenger: number }

/**
 * McNemar's exact test that both variants are right equally often: of the pairs that differ, each
 * variant has half but for chance. Type-I error at most alpha at one planned look; two-sided; 1 where
 * no pair differs. Requires independent pairs. One tail of a binomial distribution, however many pairs.
 *
 * Q. McNemar, Psychometrika 12, 1947; exact as in F. Mosteller, Biometrics 8, 1952.
 */
export function mcnemarExact({ onlyChampion, onlyChallenger }: Discordant): number | Unknown {
  if (!(onlyChampion >= 0 && onlyChallenger >= 0)) return unknownBecause('OutOfRange')
  const pairs = onlyChampion + onlyChallenger
  if (onlyChampion === onlyChallenger) return 1
  return Math.min(1, 2 * below(binomial(pairs, 0.5), Math.min(onlyChampion, onlyChallenger)))
}

/**
 * McNemar's χ² with the correction for continuity, (|b − c| − 1)² / (b + c): a good approximation to
 * the exact test from some 25 discordant pairs on. O(1).
 *
 * A. L. Edwards, "Note on the 'correction for continuity' in testing the significance of the
 * difference between correlated proportions", Psychometrika 13, 1948.
 */
export function mcnemarCorrected({
  onlyChampion,
  onlyChallenger,
}: Discordant): { readonly chi2: number; readonly p: number } | Unknown {
  const pairs = onlyChampion + onlyChallenger
  if (!(onlyChampion >= 0 && onlyChallenger >= 0)) return unknownBecause('OutOfRange')
  if (pairs === 0) return unknownBecause('TooFew')
  const chi2 = (Math.abs(onlyChampion - onlyChallenger) - 1) ** 2 / pairs
  return unlessOverflown({ chi2, p: above(chiSquared(1), chi2) })
}
