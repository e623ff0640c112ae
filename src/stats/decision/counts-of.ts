import type { Observed, Side } from '../effects/observed.ts'
import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { sum } from '../special/sum.ts'

/**
 * What was counted of one side. Events only of rates, units only where they come back, nothing of what others
 * report.
 */
type CountsOfSide = {
  readonly requests?: number
  readonly units?: number
  readonly events?: number
}

/** For people: no rule asks for it. */
export type CountsOfSides = { readonly champion: CountsOfSide; readonly challenger: CountsOfSide }

/** Of mature evidence, all epochs together. O(epochs). */
export function countsOf(observed: Observed): CountsOfSides {
  return { champion: sideOf(observed, 'champion'), challenger: sideOf(observed, 'challenger') }
}

function sideOf(observed: Observed, side: Side): CountsOfSide {
  if (observed.of === 'Reported') return {}
  if (observed.of === 'LatencyPairs')
    return { requests: sum(observed.strata.map(({ pairs }) => pairs.whole[side].n)) }
  const units = observed.of === 'Pairs' ? undefined : observed.units?.[side].units
  const counted = units === undefined ? {} : { units }
  if (observed.of === 'Latencies')
    return { requests: sum(observed.strata.map((stratum) => stratum[side].whole.n)), ...counted }
  const { means } = figures[observed.figure] as FigureRow<Counted[FigureName]>
  const parts =
    observed.of === 'Pairs'
      ? observed.strata.map(({ pairs }) => means(pairs.whole[side]))
      : observed.strata.map((stratum) => means(stratum[side].whole))
  const requests = sum(parts.map(({ n }) => n))
  if (observed.figure !== 'Rate') return { requests, ...counted }
  const events = sum(parts.map((part) => Math.round(part.n * (part.means[0] ?? 0))))
  return { requests, events, ...counted }
}
