import { type Unknown, unknownBecause } from '../unknown.ts'
import { logDirichletEvidence } from './dirichlet-evidence.ts'

/**
 * Log evidence against a rate of exactly `rate`, from yes-or-no outcomes as they came: the likelihood
 * of a Beta(a, b) mixture of rates over that of the rate. If the rate holds it reaches ln(1/alpha)
 * *ever* with probability at most alpha (Ville): reject then, at any look. Most power near a/(a + b),
 * but no choice of a, b costs validity. O(1), and exact from no outcome to 1e12.
 *
 * H. Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
 * Mathematical Statistics 41, 1970.
 */
export function logEvidenceAgainst(
  rate: number,
  { successes, n }: { readonly successes: number; readonly n: number },
  { a, b }: { readonly a: number; readonly b: number },
): number | Unknown {
  const isSound = rate > 0 && rate < 1 && a > 0 && b > 0 && successes >= 0 && successes <= n
  if (!isSound || !Number.isFinite(n)) return unknownBecause('OutOfRange')
  return logDirichletEvidence([
    { count: successes, share: rate, prior: a },
    { count: n - successes, share: 1 - rate, prior: b },
  ])
}
