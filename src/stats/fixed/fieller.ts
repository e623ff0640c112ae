import { student } from '../distributions/student.ts'
import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { productDifference } from './product-difference.ts'
import type { Summary } from './summary.ts'
import { logHalf } from './tails.ts'
import { welchDf } from './welch.ts'
import type { Interval } from './wilson.ts'

/** Two estimates, the squared errors of both, and the covariance of the errors. */
export type Fraction = {
  readonly numerator: number
  readonly denominator: number
  readonly squaredErrorOfNumerator: number
  readonly squaredErrorOfDenominator: number
  readonly covariance: number
}

/**
 * Fieller's interval for a ratio of two estimates: all ratios R for which numerator − R · denominator
 * is within `reach` standard errors of zero. Exact for normal estimates however near the denominator
 * is to zero; where it is within `reach` errors of zero no bounds exist: `NearZeroDenominator`.
 * O(1).
 *
 * E. C. Fieller, "Some problems in interval estimation", JRSS B 16, 1954.
 */
export function fieller(fraction: Fraction, reach: number): Interval | Unknown {
  const { numerator, denominator, covariance } = fraction
  const square = reach * reach
  // (d² − z² v_d) R² − 2 (n d − z² c) R + (n² − z² v_n) ≤ 0
  const a = denominator ** 2 - square * fraction.squaredErrorOfDenominator
  if (denominator === 0 || a <= 0) return unknownBecause('NearZeroDenominator')
  const b = numerator * denominator - square * covariance
  const c = numerator ** 2 - square * fraction.squaredErrorOfNumerator
  const root = Math.sqrt(Math.max(0, productDifference(b, b, a, c)))
  const far = b < 0 ? b - root : b + root
  // The root that would cancel follows from the product of both, c / a.
  const [one, other] = far === 0 ? [0, 0] : [far / a, c / far]
  return unlessOverflown({ lower: Math.min(one, other), upper: Math.max(one, other) })
}

/**
 * Fieller's interval for the relative lift of one mean over another that is independent of it,
 * challenger / champion − 1, at one planned look. Requires two outcomes each. A quantile of
 * Student's t.
 */
export function fiellerLift(
  champion: Summary,
  challenger: Summary,
  alpha: number,
): Interval | Unknown {
  if (!(alpha > 0 && alpha < 1)) return unknownBecause('OutOfRange')
  const df = welchDf(champion, challenger)
  if (isUnknown(df)) return df
  const fraction = {
    numerator: challenger.mean - champion.mean,
    denominator: champion.mean,
    squaredErrorOfNumerator: champion.variance / champion.n + challenger.variance / challenger.n,
    squaredErrorOfDenominator: champion.variance / champion.n,
    covariance: -champion.variance / champion.n,
  }
  return fieller(fraction, student(df).atAbove(logHalf(alpha)))
}
