import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import type { Distribution } from './distribution.ts'
import { outward } from './outward.ts'

/**
 * The limit distribution of √n times the greatest distance between an empirical distribution and its
 * own. Four terms; an inverse some five tails.
 *
 * A. Kolmogorov, "Sulla determinazione empirica di una legge di distribuzione", Giornale dell'Istituto Italiano degli
 * Attuari 4, 1933; W. Feller, "On the Kolmogorov–Smirnov limit theorems for empirical distributions", Annals of
 * Mathematical Statistics 19, 1948 (the second series, for small x).
 */
export const kolmogorov: Distribution = {
  logBelow: (x) => (x < 1 ? lower(x) : logOneMinusExp(upper(x))),
  logAbove: (x) => (x < 1 ? logOneMinusExp(lower(x)) : upper(x)),
  atBelow: (log) => at(log, logOneMinusExp(log)),
  atAbove: (log) => at(logOneMinusExp(log), log),
}

function upper(x: number): number {
  const c = -2 * x * x
  return Math.LN2 + c + Math.log1p(-Math.exp(3 * c) + Math.exp(8 * c) - Math.exp(15 * c))
}

function lower(x: number): number {
  if (x < 1e-154) return Number.NEGATIVE_INFINITY
  const c = -((Math.PI / x) ** 2) / 8
  const rest = Math.log1p(Math.exp(8 * c) + Math.exp(24 * c) + Math.exp(48 * c))
  return Math.log(Math.sqrt(2 * Math.PI) / x) + c + rest
}

function at(logBelow: number, logAbove: number): number {
  if (logBelow === Number.NEGATIVE_INFINITY) return 0
  if (logAbove === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
  if (logAbove < logBelow) return outward(upperTail, logAbove, Math.sqrt(0.35 - logAbove / 2))
  const log = Math.max(logBelow, -1e300)
  return 1 / outward(lowerTail, log, Math.sqrt(0.5 - 0.81 * log))
}

/** Far out both tails fall as e to the square of the coordinate. */
const moved = (place: number, step: number) =>
  place * (step > -0.4 ? Math.sqrt(1 + 2 * step) : Math.exp(step))
const upperTail = { log: kolmogorov.logAbove, logDensity, moved }
const lowerTail = {
  log: (place: number) => kolmogorov.logBelow(1 / place),
  logDensity: (place: number) => logDensity(1 / place),
  moved,
}

/** Of ln X. */
function logDensity(x: number): number {
  if (x >= 1) {
    const c = -2 * x * x
    const rest = -4 * Math.exp(3 * c) + 9 * Math.exp(8 * c) - 16 * Math.exp(15 * c)
    return Math.log(-4 * c) + c + Math.log1p(rest)
  }
  const c = -((Math.PI / x) ** 2) / 8
  const sum = [1, 9, 25].reduce((s, k) => s + Math.exp((k - 1) * c) * (-2 * k * c - 1), 0)
  return Math.log(Math.sqrt(2 * Math.PI) / x) + c + Math.log(sum)
}
