import type { Side, Units } from '../../stats/effects/observed.ts'
import type { Stratum } from '../../stats/strata/stratum.ts'
import { type Counts, counts } from '../../stats/sums/counts.ts'
import { total } from '../../stats/sums/statistic.ts'
import type { Case } from './case.ts'
import type { Gathered } from './gathered.ts'
import { requestsAfter, requestsOf } from './requests.ts'
import { type UnitsAsked, unitsAfter } from './units.ts'

/** Units of the champion and of a challenger; `rates` says how often what is counted happened, where something is. */
type UnitsFor = (challenger: string, rates?: readonly Stratum<Counts>[]) => Units | undefined

/**
 * For what is known after a delay; of a metric whose events are sampled, with those. Nothing where no unit comes back. What
 * doesn't depend on the challenger is done once. O(rows), and O(cells) for each challenger.
 */
export function unitsFor(
  from: Gathered,
  delayMs: number,
  sampled: Pick<UnitsAsked, 'metric'>,
): UnitsFor {
  const { asked, evidence } = from
  if (!asked.hasUnit) return () => undefined
  const count = requestsAfter(from, delayMs)
  const all = Math.max(1, count(() => true).requests)
  const units = unitsAfter(evidence.units, asked, { ...sampled, ...maturedBy(asked, delayMs) })
  return (challenger, rates = []) => {
    const part = (key: string, side: Side) => {
      const { requests, mature } = count(requestsOf(key))
      return { key, share: requests / all, mature, rate: rateOf(rates, side) }
    }
    return units({
      champion: part(asked.champion, 'champion'),
      challenger: part(challenger, 'challenger'),
    })
  }
}

/** The last slice that may be judged, where something is waited for. */
function maturedBy({ slices: { startMs, lengthMs }, nowMs }: Case, delayMs: number): UnitsAsked {
  if (delayMs === 0) return {}
  return { lastSlice: Math.floor((nowMs - delayMs - startMs) / lengthMs) - 1 }
}

function rateOf(strata: readonly Stratum<Counts>[], side: Side): number {
  const { n, events } = total(
    counts,
    strata.map((stratum) => stratum[side].whole),
  )
  return n > 0 ? events / n : 0
}
