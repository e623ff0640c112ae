import { fractionAbove, logSmallShape, seriesBelow } from './gamma-series.ts'
import { tailIntegral } from './log-concave.ts'
import { logOneMinusExp } from './log-one-minus-exp.ts'
import { deviance, expRemainder } from './remainders.ts'
import { stirlingCorrection } from './stirling.ts'

/** The tails of a Gamma distribution of scale 1, for 0 < x < Infinity. */
export type GammaTails = {
  /** ln of x^a e^−x / Γ(a): the density of ln X. */
  readonly logPower: (x: number) => number
  readonly logBelow: (x: number) => number
  readonly logAbove: (x: number) => number
}

/** From this shape on, an integral; below it, series and continued fraction. */
const large = 10

/**
 * The regularised incomplete Gamma functions of shape a > 0, in log space. The tail on x's own side of
 * the mean is computed as such, at a cost that is bounded whatever the shape.
 *
 * With t = x e^u, for a large shape the upper tail is the power at x times
 * ∫ e^−((x − a) u + x (e^u − 1 − u)) du over u > 0: nothing in it cancels. The lower tail likewise.
 *
 * After A. R. DiDonato, A. H. Morris, "Computation of the incomplete Gamma function ratios", ACM TOMS 12, 1986, but
 * with an integral of 32 points in place of their asymptotic series.
 */
export function incompleteGamma(a: number): GammaTails {
  const scale = Math.log(a / (2 * Math.PI)) / 2 - stirlingCorrection(a)
  const logPower = (x: number) => scale - deviance(a, x, x - a)
  const turn = a < large ? a + 1 : a
  const lower = lowerTail(a, logPower)
  const upper = a < large ? fractionAbove : integralAbove
  const low = (x: number) => Math.min(0, lower(x))
  const high = (x: number) => Math.min(0, logPower(x) + Math.log(upper(a, x)))
  return {
    logPower,
    logBelow: (x) => (x < turn ? low(x) : logOneMinusExp(high(x))),
    logAbove: (x) => (x < turn ? logOneMinusExp(low(x)) : high(x)),
  }
}

function lowerTail(a: number, logPower: (x: number) => number): (x: number) => number {
  if (a < 1) return logSmallShape(a)
  const part = a < large ? seriesBelow : integralBelow
  return (x) => logPower(x) + Math.log(part(a, x))
}

function integralAbove(a: number, x: number): number {
  const slope = x - a
  const height = (u: number) => slope * u + x * expRemainder(u)
  const rise = (u: number) => slope + x * Math.expm1(u)
  return tailIntegral(height, rise, slope, x)
}

function integralBelow(a: number, x: number): number {
  const slope = a - x
  const height = (v: number) => slope * v + x * expRemainder(-v)
  const rise = (v: number) => slope - x * Math.expm1(-v)
  return tailIntegral(height, rise, slope, x)
}
