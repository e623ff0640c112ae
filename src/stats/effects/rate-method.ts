import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'

export type RateMethod = 'Events' | 'Complement' | 'Sequence'

/** The champion's outcomes after which it is decided how a rate is judged: a wrong choice costs power, no more. */
export const enoughToChoose = 50

/**
 * How a difference of rates is judged in this round. Rare events, or rare absences of them, by bets on
 * each unit, which are exact and need no gate; a rate in the middle by the sequence, whose error knows that
 * p(1 − p) is less than p. Chosen once, by the champion alone: it says nothing of the difference.
 */
export function rateMethodOf(
  chosen: RateMethod | undefined,
  strata: readonly Stratum<Counts>[],
): RateMethod | undefined {
  if (chosen !== undefined) return chosen
  const n = strata.reduce((sum, { champion }) => sum + champion.whole.n, 0)
  const events = strata.reduce((sum, { champion }) => sum + champion.whole.events, 0)
  if (n < enoughToChoose) return undefined
  if (events <= 0.1 * n) return 'Events'
  return events >= 0.9 * n ? 'Complement' : 'Sequence'
}
