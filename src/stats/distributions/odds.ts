import { type BetaTails, incompleteBeta, type Place } from '../special/incomplete-beta.ts'
import { logBeta } from '../special/log-beta.ts'
import { normal } from './normal.ts'
import { outward } from './outward.ts'

/** The odds x / (1 − x) of a Beta-distributed x: what Beta and F have in common. */
type Odds = {
  readonly tails: BetaTails
  /** The odds below which lies the ln of a probability, given with the ln of its complement. */
  readonly at: (logBelow: number, logAbove: number) => number
}

/**
 * The odds of a Beta distribution with shapes a, b > 0. A tail costs an integral of 32 points, or a series where a
 * shape is below 10; `at` some five tails.
 *
 * The density of the ln of odds is a power of x and y = 1 − x, so far out it falls evenly: the inverse steps along
 * it (`outward`).
 */
export function oddsOf(a: number, b: number): Odds {
  const { logPower, logBelow, logAbove } = incompleteBeta(a, b)
  const lower = {
    log: (against: number) => logBelow(place(a, b, 1 / against)),
    logDensity: (against: number) => logPower(place(a, b, 1 / against)),
    moved,
  }
  const upper = {
    log: (odds: number) => logAbove(place(a, b, odds)),
    logDensity: (odds: number) => logPower(place(a, b, odds)),
    moved,
  }
  const at = (below: number, above: number) => {
    if (below === Number.NEGATIVE_INFINITY) return 0
    if (above === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
    if (below < above) return 1 / outward(lower, below, start(a, b, below))
    return outward(upper, above, start(b, a, above))
  }
  return { tails: { logPower, logBelow, logAbove }, at }
}

/** The place of odds, which count as at most 1e305 to one. */
export function place(a: number, b: number, odds: number): Place {
  const r = Math.min(Math.max(odds, 1e-305), 1e305)
  const y = 1 / (1 + r)
  const x = r < 1 ? r * y : 1 / (1 + 1 / r)
  return { x, y, excess: r < 1 ? y * (b * r - a) : x * (b - a / r) }
}

/** Far out the tail falls evenly with the ln of 1 + the odds against. */
function moved(against: number, step: number): number {
  const grown = against + (1 + against) * Math.expm1((step * against) / (1 + against))
  return grown > against / 10 ? grown : against * Math.exp(step)
}

/** The odds against, as if their ln were normal; for a shape below 1, as if the tail were a power. */
function start(a: number, b: number, log: number): number {
  if (a < 1) {
    const logX = (log + Math.log(a) + logBeta(a, b)) / a
    if (logX < -1) return Math.expm1(Math.min(-logX, 700))
  }
  return (b / a) * Math.exp(-normal.atBelow(log) * Math.sqrt(1 / a + 1 / b))
}
