import { byEventSplit } from '../sequential/by-split.ts'
import type { Inference } from '../sequential/inference.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'

/**
 * Challenger ÷ champion of a rate, where every request is a unit of its own: by the split of events, exact, and
 * so without a gate. As dear as that.
 */
export function ratioOfRates(strata: readonly Stratum<Counts>[], scale: number): Inference {
  const epochs = strata.map(({ chance, champion, challenger }) => ({
    chance,
    champion: champion.whole.events,
    challenger: challenger.whole.events,
  }))
  return byEventSplit(epochs, scale)
}
