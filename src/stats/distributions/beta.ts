import type { Place } from '../special/incomplete-beta.ts'
import { logOneMinusExp } from '../special/log-difference.ts'
import type { Distribution } from './distribution.ts'
import { excessOf } from './excess.ts'
import { oddsOf } from './odds.ts'
import { shape } from './shape.ts'

/** Beta with shapes a, b > 0, over (0, 1). */
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
