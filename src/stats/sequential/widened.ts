import { goldenSection } from '../special/golden-section.ts'
import type { Inference } from './inference.ts'

/**
 * How far an estimate would move, down or up, if there were outcomes that nobody has seen and of which one would have
 * been seen by now on average. So many times as much of them stays unseen with probability e^−(so many).
 */
export type Reach = { readonly down: number; readonly up: number }

/** No move: also where it isn't known how bad an outcome can be. */
export const nothingUnseen: Reach = { down: 0, up: 0 }

/**
 * The same evidence, where what nobody has seen yet may be there all the same. Each stretch of the distance from the
 * estimate to a boundary is explained by what is seen, at the price that the evidence has, or by what isn't,
 * at a price of 1 in ln p for each `reach`: the cheapest explanation counts. So p is never below
 * e^−(distance/reach), however little varies of what was seen; and where enough was seen to vary, nothing changes.
 *
 * Holds at all looks together where the evidence does. To bet that disasters of rate r stay unseen is fair if it pays
 * e^(r·n) while they do, and nothing once one was seen. Whatever else is seen is independent of that, so times the
 * evidence of it the bet is fair still.
 * Requires that where ln p of the evidence falls, it falls the faster the further from the estimate, as far as matters.
 * Some eighty evaluations.
 */
export function widened(inference: Inference, { down, up }: Reach): Inference {
  const { estimate, low, high, logPMore, logPLess } = inference
  if (estimate === undefined || !(down > 0 || up > 0)) return inference
  const below: Side = {
    reach: down,
    logP: (distance, alpha) => logPMore(estimate - distance, alpha),
  }
  const above: Side = { reach: up, logP: (distance, alpha) => logPLess(estimate + distance, alpha) }
  return {
    ...inference,
    low: (alpha) => estimate - widest(below, estimate - low(alpha), alpha),
    high: (alpha) => estimate + widest(above, high(alpha) - estimate, alpha),
    logPMore: (boundary, alpha) => cheapest(below, estimate - boundary, alpha),
    logPLess: (boundary, alpha) => cheapest(above, boundary - estimate, alpha),
  }
}

/** One side of the estimate: ln p by the distance of the boundary. */
export type Side = {
  readonly reach: number
  readonly logP: (distance: number, alpha: number) => number
}

/**
 * ln p at a distance: of all ways to explain it by what is seen and what isn't the likeliest. Holds as `widened` does.
 * Some eighty evaluations.
 */
export function cheapest(side: Side, distance: number, alpha: number): number {
  const asSeen = side.logP(distance, alpha)
  if (!(side.reach > 0 && distance > 0)) return asSeen
  const { at, logP } = turn(side, { at: distance, logP: asSeen }, alpha)
  return Math.max(asSeen, logP - (distance - at) / side.reach)
}

/** The distance at which ln p falls to ln alpha: beyond `asSeen` where something unseen may lie between. */
function widest(side: Side, asSeen: number, alpha: number): number {
  if (!(side.reach > 0 && asSeen < Number.POSITIVE_INFINITY)) return asSeen
  const { at, logP } = turn(side, { at: asSeen, logP: side.logP(asSeen, alpha) }, alpha)
  return Math.max(asSeen, at + side.reach * (logP - Math.log(alpha)))
}

/**
 * Up to where, at most so far, what is seen is the cheaper explanation. Most of the way is searched in steps, since
 * close to the estimate, where p is about 1, prices rise and fall.
 */
function turn({ reach, logP }: Side, end: Priced, alpha: number): Priced {
  const height = (distance: number) => logP(distance, alpha) + distance / reach
  if (isHighest(height, end, reach)) return end
  const step = end.at / steps
  let best = 0
  for (let k = 1, top = height(0); k <= steps; k++) {
    const here = height(k * step)
    if (here > top) [best, top] = [k, here]
  }
  const peak = goldenSection(height, Math.max(0, best - 1) * step, Math.min(steps, best + 1) * step)
  const at = height(peak) > height(best * step) ? peak : best * step
  return { at, logP: logP(at, alpha) }
}

/** A distance, and ln p there. */
type Priced = { readonly at: number; readonly logP: number }

/**
 * Whether the end is surely the highest. As no p is above 1, what is higher lies no further from the end than ln p there is
 * worth; if that is far from the estimate, and the way there rises ever less but rises, nothing is.
 */
function isHighest(height: (distance: number) => number, end: Priced, reach: number): boolean {
  const way = -1.5 * reach * end.logP
  if (!(way < 0.9 * end.at)) return false
  const [start, middle] = [height(end.at - way), height(end.at - way / 2)]
  const [late, top] = [height(end.at - way / 16), end.logP + end.at / reach]
  const slopes = [(middle - start) * 2, ((late - middle) * 16) / 7, (top - late) * 16]
  return slopes.every((slope, i) => slope > (slopes[i + 1] ?? 0))
}

const steps = 16
