import { binomial } from '../distributions/binomial.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { logHalf } from './tails.ts'

/** Ranks from 1 to n of a sorted sample; where the sample is too small for a bound it is open. */
export type Ranks = { readonly lower: number | 'Open'; readonly upper: number | 'Open' }

/**
 * Which order statistics of n outcomes enclose their q-quantile: an interval that covers with at least
 * 1 − alpha, whatever the distribution, at one planned look. Requires 0 < q < 1. Two quantiles of a
 * binomial distribution.
 *
 * W. R. Thompson, "On confidence ranges for the median and other expectation distributions for
 * populations of unknown distribution form", Annals of Mathematical Statistics 7, 1936.
 */
export function quantileRanks(n: number, q: number, alpha: number): Ranks | Unknown {
  if (n < 1) return unknownBecause('TooFew')
  if (!(q > 0 && q < 1 && alpha > 0 && alpha < 1)) return unknownBecause('OutOfRange')
  const outcomes = binomial(n, q)
  const lower = outcomes.atBelow(logHalf(alpha))
  const upper = outcomes.atAbove(logHalf(alpha)) + 1
  return { lower: lower < 1 ? 'Open' : lower, upper: upper > n ? 'Open' : upper }
}
