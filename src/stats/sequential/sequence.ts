import { normal } from '../distributions/normal.ts'
import { student } from '../distributions/student.ts'
import { type Estimate, opposite } from './estimate.ts'

/**
 * Asymptotic confidence sequence: bounds that may be looked at after every outcome, and acted upon at
 * once, and still hold at *all* looks together: `low` with probability 1 − alphaLow, `high` with
 * 1 − alphaHigh. Asymptotic, therefore behind a gate (`gate.ts`). Nothing is excluded before anything spoke.
 *
 * `tunedFor` is the number of pieces at which the bounds are tightest: no choice of it costs validity, and
 * power hardly within a factor of two. Where the error rests on few clusters, its t distribution is
 * mapped to the normal, quantile by quantile, so that the bounds widen as they must. Requires 0 < alpha < 1;
 * bounds widen with confidence for alpha up to 0.1. O(1), and two quantiles of Student's t where clusters are few.
 *
 * I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", arXiv:2103.06476v7: eq. 161 (rho), and the one-sided mixture over
 * positive effects only.
 */
export function sequenceBounds(
  estimate: Estimate,
  {
    alphaLow,
    alphaHigh,
    tunedFor,
  }: { readonly alphaLow: number; readonly alphaHigh: number; readonly tunedFor: number },
): { readonly low: number; readonly high: number } {
  return {
    low: estimate.value - radius(estimate, alphaLow, tunedFor),
    high: estimate.value + radius(estimate, alphaHigh, tunedFor),
  }
}

type Tuning = { readonly alpha: number; readonly tunedFor: number }

/** Both sides at once: the half width that holds with probability 1 − alpha (eq. 9). O(1). */
export function twoSidedRadius(estimate: Estimate, alpha: number, tunedFor: number): number {
  const v = pace(estimate.n, alpha, tunedFor)
  return spread(estimate, Math.sqrt(2 * (1 + 1 / v) * (Math.log1p(v) / 2 - Math.log(alpha))))
}

/**
 * ln p of «at most `boundary`» against more, at a level: p ≤ alpha exactly where the lower bound at alpha
 * exceeds the boundary. The minimum over looks since the gate opened is valid at all of them. O(1).
 */
export const logP = (estimate: Estimate, boundary: number, tuning: Tuning): number =>
  logPOfScore(normalScore(estimate, estimate.value - boundary), estimate.n, tuning)

/** The same of whatever is normal in large samples: so many standard errors beyond the boundary, by n pieces. */
export function logPOfScore(z: number, n: number, { alpha, tunedFor }: Tuning): number {
  const v = pace(n, alpha, tunedFor)
  if (!(z > 0 && v > 0)) return 0
  const x = (z * z) / (2 * (1 + 1 / v))
  const logExpm1 = x > 30 ? x : Math.log(Math.expm1(x))
  return Math.min(0, Math.log1p(v) / 2 - Math.LN2 - logExpm1)
}

/** The same of «at least `boundary`» against less. */
export const logPOfLess = (estimate: Estimate, boundary: number, tuning: Tuning) =>
  logP(opposite(estimate), -boundary, tuning)

function radius(estimate: Estimate, alpha: number, tunedFor: number): number {
  const v = pace(estimate.n, alpha, tunedFor)
  return spread(estimate, Math.sqrt(2 * (1 + 1 / v) * Math.log1p(Math.sqrt(1 + v) / (2 * alpha))))
}

/** N·rho²: how far the evidence has come, in terms of what the sequence is tuned for. */
export function pace(n: number, alpha: number, tunedFor: number): number {
  const spending = -2 * Math.log(alpha)
  return (n * (spending + Math.log1p(spending))) / Math.max(1, tunedFor)
}

/** So many standard errors of a normal, in those of this estimate. */
function spread({ squaredError, df }: Estimate, z: number): number {
  if (z === Number.POSITIVE_INFINITY) return z
  const deviations = df === Number.POSITIVE_INFINITY ? z : student(df).atAbove(normal.logAbove(z))
  return squaredError === 0 ? 0 : Math.sqrt(squaredError) * deviations
}

const normalScore = ({ squaredError, df }: Estimate, distance: number) =>
  asNormal(distance / Math.sqrt(squaredError), df)

/** The distance in standard errors, of which few clusters tell, as the normal would see it. */
export function asNormal(t: number, df: number): number {
  return df === Number.POSITIVE_INFINITY || !(t > 0) ? t : normal.atAbove(student(df).logAbove(t))
}
