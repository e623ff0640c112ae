import type { Stratum } from '../strata/stratum.ts'
import { type Counts, counts } from '../sums/counts.ts'
import { total } from '../sums/statistic.ts'
import { excessOfDifference } from './planned-size.ts'

/** Bets on events, on their absence, or the sequence. */
export type RateMethod = 'Events' | 'Complement' | 'Sequence'

/** How a difference of rates is judged in this round, and which log excess of events the splits look for first. */
export type RateChoice = { readonly method: RateMethod; readonly scale: number }

/** The champion's outcomes after which it is decided how a rate is judged: each method holds whatever comes, but finds less where another would have fitted. */
export const enoughToChoose = 50

/**
 * How a difference of rates is judged in this round. Rare events, or rare absences of them, by bets on
 * each unit, which are exact and need no gate; a rate in the middle by the sequence, whose error knows that
 * p(1 − p) is less than p. Chosen once: the method by the champion alone, which says nothing of the difference; and
 * the size of the bets by all events together, whoever they came from, since that says nothing of how they split.
 * `undefined` until the champion has enough outcomes. O(epochs).
 */
export function rateChoiceOf(
  strata: readonly Stratum<Counts>[],
  planned: { readonly plannedN: number; readonly margin: number | undefined },
): RateChoice | undefined {
  const champion = totalOf(strata.map(({ champion }) => champion.whole))
  if (champion.n < enoughToChoose) return undefined
  const method = rateMethodAt(champion.events / champion.n)
  const both = counts.merge(champion, totalOf(strata.map(({ challenger }) => challenger.whole)))
  const counted = method === 'Complement' ? both.n - both.events : both.events
  const chance = strata.at(-1)?.chance ?? 0.5
  return {
    method,
    scale: excessOfDifference({ rate: rateSeen(both.n, counted), chance }, planned),
  }
}

/** Where nothing has happened yet something may. */
export const rateSeen = (n: number, events: number): number => (events + 0.5) / (n + 1)

/** By the champion's rate. */
export function rateMethodAt(rate: number): RateMethod {
  if (rate <= 0.1) return 'Events'
  return rate >= 0.9 ? 'Complement' : 'Sequence'
}

const totalOf = (parts: readonly Counts[]) => total(counts, parts)
