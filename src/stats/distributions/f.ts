import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import type { Distribution } from './distribution.ts'
import { oddsOf } from './odds.ts'
import { shape } from './shape.ts'

/**
 * Fisher's F with `df1` and `df2` > 0 degrees of freedom: df1/df2 · x are the odds of a Beta distribution with shapes
 * df1/2 and df2/2. It costs what that does.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.6.2.
 */
export function f(df1: number, df2: number): Distribution {
  const [a, b] = [shape(df1) / 2, shape(df2) / 2]
  const { tails, at } = oddsOf(a, b)
  const place = (x: number) => {
    const odds = Math.min((a / b) * x, 1e305)
    const y = 1 / (1 + odds)
    return {
      x: odds * y,
      y,
      excess: x < 1 ? y * a * (x - 1) : odds * y * b * (x < 1e300 ? (x - 1) / x : 1),
    }
  }
  return {
    logBelow: (x) => (x > 0 ? tails.logBelow(place(x)) : Number.NEGATIVE_INFINITY),
    logAbove: (x) => (x > 0 ? tails.logAbove(place(x)) : 0),
    atBelow: (log) => at(log, logOneMinusExp(log)) * (b / a),
    atAbove: (log) => at(logOneMinusExp(log), log) * (b / a),
  }
}
