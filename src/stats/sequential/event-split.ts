import { logSumExp } from '../special/log-sum-exp.ts'
import { afterWins, growths, type OneSided, stakesFor } from './bets.ts'
import { lastAtOrAbove } from './edge.ts'

/** What happened in one epoch to units that chance gave to the challenger with probability `chance`. */
export type EpochEvents = {
  /** The challenger's share of the two variants' units, as configured: strictly within (0, 1). */
  readonly chance: number
  readonly champion: number
  readonly challenger: number
}

/**
 * The split of events: whether the challenger has more events per unit than so many times the champion.
 *
 * Given that an event happened, chance alone decides whose it is. So, whatever the rate does over
 * time, each event is a coin of known bias as long as the ratio holds, and the likelihood ratio of
 * any worse ratio against it is a non-negative supermartingale: a mixture of them stays below 1/alpha
 * at *all* looks together with probability 1 − alpha (Ville). Exact from the first event on, hence
 * without a gate, for every ratio of risks; 0 means «nothing learnt». Reject at log evidence ≥ −ln alpha.
 * `lowest` is the ratio that is just refused (to 1e-3 standard errors, on the safe side); 0 where none is.
 *
 * The null hypothesis is that the ratio holds at every moment, not only on the average of a drift.
 * Requires honest chances, drawn anew for each unit, and one event per unit (where units come back:
 * the first event after the first exposure; the ratio is then that of first events). `scale` is the log excess that is
 * worth finding. O(bets · epochs), lowest some five times that.
 *
 * M. Lindon, A. Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022 (the split);
 * J. Ville, "Étude critique de la notion de collectif", 1939 (the guarantee).
 */
export function moreEvents(epochs: readonly EpochEvents[], scale: number): OneSided {
  const logEvidence = evidenceOfMore(epochs, stakesFor(scale))
  const about = estimateOf(epochs)
  return {
    logEvidence,
    lowest: (alpha) => {
      const range = { ...about, from: -widest, to: widest }
      const edge = lastAtOrAbove((x) => logEvidence(Math.exp(x)), -Math.log(alpha), range)
      return edge === undefined ? 0 : Math.exp(edge)
    },
  }
}

/** Ratios beyond e^±widest are not told apart. */
const widest = 16

/** The log ratio (Mantel, Haenszel) and its error; half an event is added wherever there may be one. */
function estimateOf(epochs: readonly EpochEvents[]) {
  const { ours, theirs, won, lost } = weighed(epochs, 0.5)
  return {
    near: epochs.length === 0 ? 0 : Math.log(ours / theirs),
    error: Math.sqrt(1 / (won + 0.5) + 1 / (lost + 0.5)),
  }
}

/** By the ratio that is tested; decreasing in it, since the more was to be expected the less is won. */
function evidenceOfMore(epochs: readonly EpochEvents[], stakes: Float64Array) {
  const open = epochs.filter(({ chance }) => isDrawn(chance))
  const won = open.reduce((sum, { challenger }) => sum + challenger, 0)
  const start = afterWins(stakes, won)
  const logs = new Float64Array(start.length)
  return (ratio: number): number => {
    logs.set(start)
    for (const { chance, champion, challenger } of open) {
      const hit = tilted(chance, Math.max(0, ratio))
      const events = champion + challenger
      for (let j = 0; j < logs.length; j++)
        logs[j] = (logs[j] ?? 0) - events * Math.log1p(hit * (growths[j] ?? 0))
    }
    return logSumExp(logs)
  }
}

/** Where there is nothing to draw nothing is learnt. */
export const isDrawn = (chance: number) => chance > 0 && chance < 1

/** The chance that an event is the challenger's, where its rate is `ratio` times the champion's. */
export const tilted = (chance: number, ratio: number) => 1 / (1 + (1 - chance) / chance / ratio)

/** The same question from the other side: «fewer than r» is «the champion has more than 1/r». */
export const exchangedEvents = ({ chance, champion, challenger }: EpochEvents): EpochEvents => ({
  chance: 1 - chance,
  champion: challenger,
  challenger: champion,
})

/** The ratio of rates (Mantel, Haenszel); `undefined` while the champion has no event. O(epochs). */
export function ratioOf(epochs: readonly EpochEvents[]): number | undefined {
  const { ours, theirs } = weighed(epochs, 0)
  return theirs > 0 ? ours / theirs : undefined
}

/** Each event weighs as much as the chance that it were the other side's. */
function weighed(epochs: readonly EpochEvents[], more: number) {
  let [ours, theirs, won, lost] = [0, 0, 0, 0]
  for (const { chance, champion, challenger } of epochs) {
    ours += (challenger + more) * (1 - chance)
    theirs += (champion + more) * chance
    won += challenger
    lost += champion
  }
  return { ours, theirs, won, lost }
}
