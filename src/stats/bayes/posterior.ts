import { beta } from '../distributions/beta.ts'
import { normal } from '../distributions/normal.ts'
import { incompleteBeta } from '../special/incomplete-beta.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Beta, isProper } from './beta-posterior.ts'

/** What is known of one variant, as a smooth density on the whole line with both its tails. */
export type Posterior = {
  readonly logDensity: (at: number) => number
  readonly logBelow: (at: number) => number
  readonly logAbove: (at: number) => number
  /** Between these the tails bend little, and beyond them is nothing. */
  readonly landmarks: readonly number[]
}

/**
 * A Beta posterior on the scale of log odds, where it is log-concave and has no corners. Requires
 * parameters from .1 to 1e15: below, proportions underflow before their chances do; beyond, log odds have no
 * digits left. Some ten quantiles of a Beta distribution.
 */
export function onLogOdds(posterior: Beta): Posterior | Unknown {
  if (!isProper(posterior)) return unknownBecause('ImproperPrior')
  const { alpha, beta: other } = posterior
  if (Math.min(alpha, other) < 0.1 || Math.max(alpha, other) > 1e15)
    return unknownBecause('OutOfRange')
  const { logPower, logBelow, logAbove } = incompleteBeta(alpha, other)
  const place = (logOdds: number) => {
    const [x, y] = [1 / (1 + Math.exp(-logOdds)), 1 / (1 + Math.exp(logOdds))]
    return { x, y, excess: other * x - alpha * y }
  }
  return {
    logDensity: (logOdds) => logPower(place(logOdds)),
    logBelow: (logOdds) => logBelow(place(logOdds)),
    logAbove: (logOdds) => logAbove(place(logOdds)),
    // Either half by the proportions that are small there: those near 1 have no digits left.
    landmarks: [
      ...lowLogOdds(alpha, other),
      ...lowLogOdds(other, alpha).map((logOdds) => -logOdds),
    ],
  }
}

/** A normal posterior. Requires a deviation above 0. O(1). */
export function normalPosterior(mean: number, deviation: number): Posterior | Unknown {
  if (!(deviation > 0)) return unknownBecause('NoSpread')
  const score = (x: number) => (x - mean) / deviation
  const scale = Math.log(deviation * Math.sqrt(2 * Math.PI))
  return {
    logDensity: (x) => -score(x) * (score(x) / 2) - scale,
    logBelow: (x) => normal.logBelow(score(x)),
    logAbove: (x) => normal.logAbove(score(x)),
    landmarks: [-8.5, -4, -2, -1, 0, 1, 2, 4, 8.5].map((z) => mean + z * deviation),
  }
}

/** Log odds with as much below them as these normal scores have. */
function lowLogOdds(a: number, b: number): readonly number[] {
  return [0, 1, 2, 4, 8.5]
    .map((z) => beta(a, b).atBelow(normal.logAbove(z)))
    .map((x) => Math.max(-700, Math.min(700, Math.log(x) - Math.log1p(-x))))
}
