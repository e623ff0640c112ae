import { logSumExp } from '../special/log-sum-exp.ts'
import { afterWins, growths, type OneSided, stakesFor } from './bets.ts'
import type { Rate } from './difference-split.ts'
import { lastAtOrAbove } from './edge.ts'
import { tilted } from './event-split.ts'

/**
 * Whether a rate is above a level, from one variant's counts alone: likelihood ratios of larger rates
 * against it, mixed. A non-negative supermartingale while the rate is at most the level (Ville): exact
 * at every n, for all looks together, from the first unit on. Of requests that depend on each other it
 * speaks of the average chance that each had, given those before it. `lowest` is 0 where nothing is refused.
 * O(bets), lowest some five times that.
 *
 * H. Robbins, "Statistical methods related to the law of the iterated logarithm", Ann. Math. Stat. 41, 1970.
 */
export function moreThanLevel({ n, events }: Rate, scale: number): OneSided {
  const logEvidence = evidenceAbove({ n, events }, stakesFor(scale))
  const none = n - events
  const near = Math.log((events + 0.5) / (none + 0.5))
  const error = Math.sqrt(1 / (events + 0.5) + 1 / (none + 0.5))
  return {
    logEvidence,
    lowest: (alpha) => {
      const range = { near, error, from: -widest, to: widest }
      const edge = lastAtOrAbove((x) => logEvidence(expit(x)), -Math.log(alpha), range)
      return edge === undefined ? 0 : expit(edge)
    },
  }
}

/** Rates below e^−widest, or as close to 1, are not told apart. */
const widest = 35

/** The same units, counted by what did not happen. */
export const complement = ({ n, events }: Rate): Rate => ({ n, events: n - events })

/** By the level that is tested; decreasing in it. */
function evidenceAbove({ n, events }: Rate, stakes: Float64Array) {
  const start = afterWins(stakes, events)
  const logs = new Float64Array(start.length)
  return (level: number): number => {
    const chance = Math.min(1, Math.max(0, level))
    for (let j = 0; j < logs.length; j++)
      logs[j] = (start[j] ?? 0) - n * Math.log1p(chance * (growths[j] ?? 0))
    return logSumExp(logs)
  }
}

const expit = (x: number) => tilted(0.5, Math.exp(x))
