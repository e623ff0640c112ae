import { fractionBelow, logSmallShape, seriesBelow } from './beta-series.ts'
import { tailIntegral } from './log-concave.ts'
import { logOneMinusExp } from './log-one-minus-exp.ts'
import { deviance, expRemainder, logRemainder } from './remainders.ts'
import { stirlingCorrection } from './stirling.ts'

/** A place in (0, 1): x and y = 1 − x, and (a + b) x − a, each as exact as the caller knows it. */
export type Place = { readonly x: number; readonly y: number; readonly excess: number }

/** The tails of a Beta distribution. */
export type BetaTails = {
  /** ln of x^a y^b / B(a, b): the density of the log odds. */
  readonly logPower: (place: Place) => number
  readonly logBelow: (place: Place) => number
  readonly logAbove: (place: Place) => number
}

/** From this shape on, an integral; below it, series and continued fraction. */
const large = 10

/**
 * The regularised incomplete Beta functions of shapes a, b > 0, in log space. The tail on x's own side
 * of the mean is computed as such, at a cost that is bounded whatever the shapes: an integral of 32 points, or a series
 * or fraction of some fifty terms where a shape is below 10.
 *
 * After A. R. DiDonato, A. H. Morris, "Algorithm 708: significant digit computation of the incomplete Beta function
 * ratios", ACM TOMS 18, 1992, but with an integral in place of their asymptotic series.
 */
export function incompleteBeta(a: number, b: number): BetaTails {
  const n = a + b
  const scale =
    (Math.log(a) + Math.log(b / n) - Math.log(2 * Math.PI)) / 2 +
    stirlingCorrection(n) -
    stirlingCorrection(a) -
    stirlingCorrection(b)
  const logPower = ({ x, y, excess }: Place) =>
    scale - deviance(a, n * x, excess) - deviance(b, n * y, -excess)
  const few = Math.min(a, b) < large
  // With few, where x (n + 2) < a + 1, but told by the excess: x may have rounded to 1.
  const isLow = ({ x, y, excess }: Place) => excess < (few ? y - x : 0)
  const lower = lowerTail(a, b, logPower)
  const mirrored = lowerTail(b, a, ({ x, y, excess }) => logPower({ x: y, y: x, excess: -excess }))
  const upper: Log = ({ x, y, excess }) => mirrored({ x: y, y: x, excess: -excess })
  return {
    logPower,
    logBelow: (place) => (isLow(place) ? lower(place) : logOneMinusExp(upper(place))),
    logAbove: (place) => (isLow(place) ? logOneMinusExp(lower(place)) : upper(place)),
  }
}

type Log = (place: Place) => number

function lowerTail(a: number, b: number, logPower: Log): Log {
  if (a < 1) {
    const log = logSmallShape(a, b)
    return ({ x }) => Math.min(0, log(x))
  }
  const part = Math.min(a, b) < large ? fewBelow : integralBelow
  return (place) => Math.min(0, logPower(place) + Math.log(part(a, b, place)))
}

function fewBelow(a: number, b: number, { x, y, excess }: Place): number {
  return x < 0.7 && b * x < 15 ? seriesBelow(a, b, x) : fractionBelow(a, b, x, y, -excess)
}

/**
 * In terms of the log odds v down from x, the lower tail is the power at x times
 * ∫ e^−(slope v + (a + b) K(v)) dv over v > 0, with slope = a y − b x and K(v) = ln(y + x e^−v) + x v ≥ 0:
 * nothing in it cancels. K is taken by the smaller of x and y, where its parts lose least.
 */
function integralBelow(a: number, b: number, { x, y, excess }: Place): number {
  const n = a + b
  const share = Math.min(x, y)
  const sign = x < y ? -1 : 1
  const height = (v: number) => {
    const step = expRemainder(sign * v)
    const k = share * step - logRemainder(share * (step + sign * v))
    return n * k - excess * v
  }
  const rise = (v: number) => {
    const step = Math.expm1(sign * v)
    return (sign * n * x * y * step) / (1 + share * step) - excess
  }
  return tailIntegral(height, rise, -excess, n * x * y)
}
