import { beta } from '../distributions/beta.ts'
import { pointAbove, pointBelow } from '../distributions/distribution.ts'
import type { Count } from '../fixed/count.ts'
import type { Interval } from '../fixed/wilson.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/** A Beta distribution of a proportion: as if so many yes and no had been seen. */
export type Beta = { readonly alpha: number; readonly beta: number }

/** No proportion is likelier than another. */
export const uniform: Beta = { alpha: 1, beta: 1 }

/**
 * What is known of a proportion after these outcomes. Requires a proper prior. A Bayesian statement:
 * right on average over the prior; it controls no error rate of a rule that looks often and stops. O(1).
 *
 * T. Bayes, "An essay towards solving a problem in the doctrine of chances", 1763.
 */
export function betaPosterior(prior: Beta, { events, n }: Count): Beta | Unknown {
  if (!isProper(prior)) return unknownBecause('ImproperPrior')
  if (!(events >= 0 && events <= n && Number.isFinite(n))) return unknownBecause('OutOfRange')
  return { alpha: prior.alpha + events, beta: prior.beta + n - events }
}

/** Whether the parameters make a distribution. */
export function isProper({ alpha, beta }: Beta): boolean {
  return alpha > 0 && beta > 0 && Number.isFinite(alpha + beta)
}

/**
 * The proportion lies in it with probability `mass`, and with equal ones on either side. Requires a mass between 0 and
 * 1. Two quantiles of a Beta distribution.
 */
export function credibleInterval(posterior: Beta, mass: number): Interval | Unknown {
  if (!isProper(posterior)) return unknownBecause('ImproperPrior')
  if (!(mass > 0 && mass < 1)) return unknownBecause('OutOfRange')
  const distribution = beta(posterior.alpha, posterior.beta)
  const outside = (1 - mass) / 2
  return { lower: pointBelow(distribution, outside), upper: pointAbove(distribution, outside) }
}
