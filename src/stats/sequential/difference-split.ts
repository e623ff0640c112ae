import { logSumExp } from '../special/log-sum-exp.ts'
import { growths, type OneSided, stakesFor } from './bets.ts'
import { lastAtOrAbove } from './edge.ts'
import { isDrawn } from './event-split.ts'

/** So many units, and how many of them had the event. */
export type Rate = { readonly n: number; readonly events: number }

/** What happened in one epoch to units that chance gave to the challenger with probability `chance`. */
export type EpochRates = {
  /** The challenger's share of the two variants' units, as configured: strictly within (0, 1). */
  readonly chance: number
  readonly champion: Rate
  readonly challenger: Rate
}

/**
 * Whether the challenger's rate of events exceeds the champion's by more than so much.
 *
 * Each unit is a bet on its own unbiased estimate x of the difference: an event of the challenger says
 * 1/chance, one of the champion −1/(1 − chance), no event 0. A gambler who bets a fixed part λ on «more
 * than m» multiplies the stake by 1 + λ(x − m), on average by at most 1 while the difference is at most
 * m: a non-negative supermartingale, mixed over many λ (Ville). It needs three counts and no variance, so it
 * also speaks where nothing has failed yet, which no normal approximation can. At m = 0 it *is* the
 * event split, bet for bet.
 *
 * Exact at every n, for all looks together; and robust against drift: rejected is «on average up to now at
 * most m, in every epoch», since (1 + λ(x − m))·exp(−λ(μ − m)) is a supermartingale too, where μ is the
 * difference to be expected of the unit. Best for rare events; of common ones count the complement.
 * `lowest` is −1 where nothing is refused. `scale` is the log excess of the ratio of rates that is worth
 * finding. O(bets · epochs), lowest some five times that.
 *
 * I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86(1), 2024
 * (the bets); M. Lindon, A. Malek, NeurIPS 2022 (the split). The mixture over fixed λ is ours: unlike their
 * adaptive bets it depends on counts only.
 */
export function moreByDifference(epochs: readonly EpochRates[], scale: number): OneSided {
  const logEvidence = evidenceOfExcess(epochs, stakesFor(scale))
  return {
    logEvidence,
    lowest: (alpha) => {
      const range = { ...estimateOf(epochs), from: -1, to: 1 }
      return lastAtOrAbove(logEvidence, -Math.log(alpha), range) ?? -1
    },
  }
}

/** The difference, epochs weighed by their information as the bets do, and its error. O(epochs). */
export function estimateOf(epochs: readonly EpochRates[]) {
  let [sum, weights, events] = [0, 0, 0]
  for (const { chance, champion: a, challenger: b } of epochs) {
    if (a.n === 0 || b.n === 0) continue
    const weight = (a.n + b.n) * chance * (1 - chance)
    sum += weight * (b.events / b.n - a.events / a.n)
    weights += weight
    events += a.events + b.events
  }
  const n = epochs.reduce((all, { champion, challenger }) => all + champion.n + challenger.n, 1)
  return { near: sum / (weights || 1), error: Math.sqrt((events + 1) / n / (weights + 0.1)) }
}

/**
 * By the difference that is tested; decreasing in it. λ is that of the event split, and never so large that
 * an event of the champion would lose all. O(bets · epochs). Open to tests, which try one bet at a time.
 */
export function evidenceOfExcess(epochs: readonly EpochRates[], stakes: Float64Array) {
  const games = epochs
    .filter(({ chance }) => isDrawn(chance))
    .map(({ chance, champion, challenger }) => ({
      won: challenger.events,
      lost: champion.events,
      none: champion.n - champion.events + challenger.n - challenger.events,
      prize: 1 / chance,
      price: 1 / (1 - chance),
      parts: growths.map((growth) => (chance * (1 - chance) * growth) / (1 + chance * growth)),
    }))
  const logs = new Float64Array(stakes.length)
  return (difference: number): number => {
    const m = Math.min(1, Math.max(-1, difference))
    logs.set(stakes)
    for (const { won, lost, none, prize, price, parts } of games) {
      const most = 0.999 / (price + Math.max(0, m))
      for (let j = 0; j < logs.length; j++) {
        const part = Math.min(most, parts[j] ?? 0)
        logs[j] =
          (logs[j] ?? 0) +
          won * Math.log1p(part * (prize - m)) +
          lost * Math.log1p(-part * (price + m)) +
          none * Math.log1p(-part * m)
      }
    }
    return logSumExp(logs)
  }
}

/** The same evidence with the roles exchanged: «more» becomes «less». */
export const exchanged = ({ chance, champion, challenger }: EpochRates): EpochRates => ({
  chance: 1 - chance,
  champion: challenger,
  challenger: champion,
})
