import { above } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import { areFinite } from '../finite.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { exactMannWhitney } from './mann-whitney-exact.ts'
import { rankSum } from './rank-sum.ts'

/** What the ranks of two samples say. */
export type MannWhitney = {
  /** How many pairs the challenger wins; a tie is half a win. */
  readonly u: number
  /** The chance that a random challenger's outcome exceeds a random champion's: u over all pairs. */
  readonly auc: number
  /** Two-sided, from the normal limit with the correction for ties. */
  readonly p: number | Unknown
  /** Two-sided and exact; only without ties, and up to ten thousand pairs. */
  readonly pExact: number | Unknown
}

/**
 * The test of Mann, Whitney and Wilcoxon that neither variant tends to larger outcomes. Type-I error
 * about alpha at one planned look (exact: at most), if under the null hypothesis both distributions
 * are *equal*: with unequal spreads it may err more often. Requires an outcome each. O(n log n); the
 * exact p takes up to 50 million steps.
 *
 * H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically
 * larger than the other", Annals of Mathematical Statistics 18, 1947.
 */
export function mannWhitney(
  champion: ArrayLike<number>,
  challenger: ArrayLike<number>,
  { continuity = true }: { readonly continuity?: boolean } = {},
): MannWhitney | Unknown {
  const [m, n] = [champion.length, challenger.length]
  if (m === 0 || n === 0) return unknownBecause('TooFew')
  if (!areFinite(champion, challenger)) return unknownBecause('OutOfRange')
  const { u, ties } = rankSum(champion, challenger)
  const pExact = ties > 0 ? unknownBecause('Ties') : exactMannWhitney(u, m, n)
  const auc = u / m / n
  const variance = ((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1)))
  if (variance <= 0) return { u, auc, p: unknownBecause('NoSpread'), pExact }
  const distance = Math.abs(u - (m * n) / 2) - (continuity ? 0.5 : 0)
  return { u, auc, p: Math.min(1, 2 * above(normal, distance / Math.sqrt(variance))), pExact }
}
