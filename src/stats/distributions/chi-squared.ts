import { type GammaTails, incompleteGamma } from '../special/incomplete-gamma.ts'
import { logGamma } from '../special/log-gamma.ts'
import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import type { Distribution } from './distribution.ts'
import { normal } from './normal.ts'
import { outward, type Tail } from './outward.ts'
import { shape } from './shape.ts'

/**
 * Chi-squared with `df` > 0 degrees of freedom, whole or not. A tail costs an integral of 32 points, or a series below
 * 20 degrees; an inverse some five tails.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.4 (as an incomplete Gamma function).
 */
export function chiSquared(df: number): Distribution {
  const a = shape(df) / 2
  const tails = incompleteGamma(a)
  const at = (logBelow: number, logAbove: number) => 2 * quantile(a, tails, logBelow, logAbove)
  return {
    logBelow: (x) => (x > 0 ? tails.logBelow(Math.min(x / 2, 1e305)) : Number.NEGATIVE_INFINITY),
    logAbove: (x) => (x > 0 ? tails.logAbove(Math.min(x / 2, 1e305)) : 0),
    atBelow: (log) => at(log, logOneMinusExp(log)),
    atAbove: (log) => at(logOneMinusExp(log), log),
  }
}

function quantile(a: number, tails: GammaTails, logBelow: number, logAbove: number): number {
  if (logBelow === Number.NEGATIVE_INFINITY) return 0
  if (logAbove === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
  // P(X ≤ x) is below x^a / Γ(a + 1), and for small x close to it.
  const power = Math.exp((logBelow + logGamma(a + 1)) / a)
  if (logBelow < logAbove) {
    const start = Math.max(power, cubed(a, normal.atBelow(logBelow)))
    return 1 / outward(lowerTail(tails), logBelow, 1 / start)
  }
  const start = Math.max(power, cubed(a, normal.atAbove(logAbove)))
  return outward(upperTail(tails), logAbove, Math.min(start, 2 * a - 4 * logAbove))
}

/** Far out this tail falls as a power of x. */
function lowerTail(tails: GammaTails): Tail {
  return {
    log: (place) => tails.logBelow(1 / place),
    logDensity: (place) => tails.logPower(1 / place),
    moved: (place, step) => place * Math.exp(step),
  }
}

/** Far out this tail falls as e^−x. */
function upperTail(tails: GammaTails): Tail {
  return {
    log: tails.logAbove,
    logDensity: tails.logPower,
    moved: (place, step) => place * (step > -0.9 ? 1 + step : Math.exp(step)),
  }
}

/** The cube root of X is nearly normal. E. B. Wilson, M. M. Hilferty, 1931. */
function cubed(a: number, z: number): number {
  return a * Math.max(0, 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3
}
