import { byEventSplit } from '../sequential/by-split.ts'
import type { EpochEvents } from '../sequential/event-split.ts'
import type { Inference } from '../sequential/inference.ts'
import { type Seen, staked, undivided } from '../sequential/shrinking-sample.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'

/**
 * Challenger ÷ champion of a rate, by the split of events: exact, and so without a gate. `seen`, where units come
 * back, holds units instead of requests.
 */
export function ratioOfRates(
  strata: readonly Stratum<Counts>[],
  seen: readonly Seen<EpochEvents>[] | undefined,
  scale: number,
): Inference {
  if (seen !== undefined) return byEventSplit(staked(seen), scale)
  const epochs = strata.map(({ chance, champion, challenger }) => ({
    chance,
    champion: champion.whole.events,
    challenger: challenger.whole.events,
  }))
  return byEventSplit(undivided(epochs), scale)
}
