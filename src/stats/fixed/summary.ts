import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import type { Count } from './count.ts'
import { productDifference } from './product-difference.ts'

/** What a comparison of means has to know of one variant. */
export type Summary = {
  readonly n: number
  readonly mean: number
  /** Of one outcome, not of the mean; unbiased (n − 1) unless its maker says otherwise. */
  readonly variance: number
  /** Where it is known: what the mean lost when it was rounded to a double. */
  readonly lost?: number
  /** Where a covariate was taken out of `mean`: the plain one, which relative effects refer to. */
  readonly unadjustedMean?: number
}

/** Of one variant: how many outcomes, Σx and Σx². */
export type Sums = { readonly n: number; readonly sum: number; readonly squares: number }

/**
 * Mean and unbiased variance of a raw sample, to full precision also at 1e9 ± 1: everything is taken
 * about the first value, sums carry what rounding lost, and the variance is a second pass about the
 * mean. Requires two values. O(n).
 *
 * A. Neumaier, ZAMM 54, 1974 (the sum); T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for
 * computing the sample variance", The American Statistician 37, 1983 (the corrected second pass).
 */
export function summaryOfSample(sample: ArrayLike<number>): Summary | Unknown {
  const n = sample.length
  const shift = sample[0]
  if (shift === undefined || n < 2) return unknownBecause('TooFew')
  const offset = compensatedSum(sample, shift) / n
  let [squares, rest] = [0, 0]
  for (let i = 0; i < n; i++) {
    const deviation = (sample[i] ?? 0) - shift - offset
    squares += deviation * deviation
    rest += deviation
  }
  const variance = Math.max(0, squares - (rest * rest) / n) / (n - 1)
  const mean = shift + offset
  const part = mean - shift
  return unlessOverflown({ n, mean, variance, lost: shift - (mean - part) + (offset - part) })
}

/** Σ (x − shift), with the rounding errors summed apart. */
function compensatedSum(sample: ArrayLike<number>, shift: number): number {
  let [sum, lost] = [0, 0]
  for (let i = 0; i < sample.length; i++) {
    const x = (sample[i] ?? 0) - shift
    const next = sum + x
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  return sum + lost
}

/**
 * The same from Σx and Σx², as exactly as the sums themselves allow: less than ten digits of the
 * second moment left after taking out the mean is `NumericallyUnstable`. Requires two outcomes. O(1).
 */
export function summaryOfSums({ n, sum, squares }: Sums): Summary | Unknown {
  if (n < 2) return unknownBecause('TooFew')
  const spread = productDifference(n, squares, sum, sum)
  if (spread !== 0 && spread < 1e-10 * n * squares) return unknownBecause('NumericallyUnstable')
  return unlessOverflown({ n, mean: sum / n, variance: spread / n / (n - 1) })
}

/** The same of yes-or-no outcomes; their variance is p(1 − p), not the unbiased one. */
export function summaryOfCount({ events, n }: Count): Summary | Unknown {
  if (!(n > 0)) return unknownBecause('TooFew')
  if (!(events >= 0 && events <= n)) return unknownBecause('OutOfRange')
  return { n, mean: events / n, variance: (events / n) * ((n - events) / n) }
}
