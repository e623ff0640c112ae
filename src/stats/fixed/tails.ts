import { above, below, type Distribution } from '../distributions/distribution.ts'

/** Larger: the challenger's is the larger one. */
export type Alternative = 'TwoSided' | 'Larger' | 'Smaller'

/**
 * The chance of a statistic at least as extreme under the null hypothesis, which gives it this
 * distribution. Two-sided only for distributions that are symmetric about zero. One tail of it.
 */
export function pOf(
  distribution: Distribution,
  statistic: number,
  alternative: Alternative,
): number {
  if (alternative === 'Larger') return above(distribution, statistic)
  if (alternative === 'Smaller') return below(distribution, statistic)
  return Math.min(1, 2 * above(distribution, Math.abs(statistic)))
}

/** ln of half of alpha, for one of two sides. Halved as a logarithm: the smallest double has no half. */
export const logHalf = (alpha: number): number => Math.log(alpha) - Math.LN2
