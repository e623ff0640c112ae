import { type Unknown, unknownBecause } from '../unknown.ts'
import { sharesOf } from './population-stability.ts'

/**
 * The Jensen–Shannon distance of two histograms with the same bins: the root of their divergence from
 * their mean. A metric between 0 and √ln 2 (√1 with `base` 2); needs no floor for empty bins.
 * Requires a count each. O(bins).
 *
 * J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information Theory
 * 37, 1991; D. M. Endres, J. E. Schindelin, 49, 2003 (that its root is a metric).
 */
export function jensenShannon(
  first: readonly number[],
  second: readonly number[],
  base = Math.E,
): number | Unknown {
  const [p, q] = [sharesOf(first), sharesOf(second)]
  if (p === undefined || q === undefined) return unknownBecause('TooFew')
  if (p.length !== q.length || !(base > 1)) return unknownBecause('OutOfRange')
  let divergence = 0
  for (const [i, share] of p.entries()) {
    const both = share + (q[i] ?? 0)
    if (both > 0) divergence += (both / 4) * imbalance(((q[i] ?? 0) - share) / both)
  }
  return Math.sqrt(divergence / (base === Math.E ? 1 : Math.log(base)))
}

/** (1 − d) ln(1 − d) + (1 + d) ln(1 + d); near 0, where the terms cancel, as Σ d^2k / (k (2k − 1)). */
function imbalance(d: number): number {
  const size = Math.abs(d)
  if (size === 1) return 2 * Math.LN2
  if (size > 0.3) return (1 - size) * Math.log1p(-size) + (1 + size) * Math.log1p(size)
  let sum = 0
  for (let k = 16; k >= 1; k--) sum = (sum + 1 / (k * (2 * k - 1))) * d * d
  return sum
}
