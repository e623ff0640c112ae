import type { Place } from '../special/incomplete-beta.ts'
import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import type { Distribution } from './distribution.ts'
import { excessOf } from './excess.ts'
import { oddsOf } from './odds.ts'
import { shape } from './shape.ts'

/**
 * Beta with shapes a, b > 0, over (0, 1). A tail costs an integral of 32 points, or a series where a shape is below 10;
 * an inverse some five tails.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.5; A. R. DiDonato, A. H. Morris,
 * "Algorithm 708", ACM TOMS 18, 1992 (how to lose no digits).
 */
export function beta(shapeA: number, shapeB: number): Distribution {
  const [a, b] = [shape(shapeA), shape(shapeB)]
  const { tails, at } = oddsOf(a, b)
  const place = (x: number): Place => ({ x, y: 1 - x, excess: excessOf(a, b, x) })
  const within = (odds: number) => (odds < 1 ? odds / (1 + odds) : 1 / (1 + 1 / odds))
  return {
    logBelow: (x) => (x > 0 ? (x < 1 ? tails.logBelow(place(x)) : 0) : Number.NEGATIVE_INFINITY),
    logAbove: (x) => (x > 0 ? (x < 1 ? tails.logAbove(place(x)) : Number.NEGATIVE_INFINITY) : 0),
    atBelow: (log) => within(at(log, logOneMinusExp(log))),
    atAbove: (log) => within(at(logOneMinusExp(log), log)),
  }
}
