import { sum } from '../special/sum.ts'
import { at } from './keyed.ts'
import type { UnitRow, UnitSample } from './unit-sample.ts'

/** The sampled units that were first exposed to one variant in one epoch. */
export type Cohort = {
  readonly epoch: number
  readonly variant: string
  readonly units: number
  /** Units that had at least one event. */
  readonly unitsWithEvent: number
  /** Theirs in all epochs. */
  readonly requests: number
  /** How many units with equally many requests would tell as much: (Σn)² / Σn². */
  readonly effectiveUnits: number
  /** Requests of the unit that made the most. */
  readonly largest: number
}

/**
 * Units by epoch and variant, and how many of them had an event of a metric. With `lastSlice` only units
 * first exposed up to that slice, and events of exposures up to it: what is younger may not have had its
 * outcome. Requests count whenever they came. In the order of epochs, then of variants. O(rows).
 */
export function cohortsOf(
  { rows }: UnitSample,
  metric: string,
  lastSlice = Number.POSITIVE_INFINITY,
): readonly Cohort[] {
  const cohorts = new Map<string, UnitRow[]>()
  for (const row of rows) {
    if (row.slice > lastSlice) continue
    const key = `${row.epoch} ${row.variant}`
    const members = cohorts.get(key)
    if (members === undefined) cohorts.set(key, [row])
    else members.push(row)
  }
  return [...cohorts.values()]
    .flatMap((members) => cohort(members, metric, lastSlice))
    .sort(inOrder)
}

/** Units that were seen under two variants in one epoch. More than none is a fault of the routing. O(rows). */
export const conflictsOf = ({ rows }: UnitSample): number =>
  rows.filter(({ conflict }) => conflict).length

function cohort(members: readonly UnitRow[], metric: string, lastSlice: number): readonly Cohort[] {
  const [first] = members
  if (first === undefined) return []
  const requests = sum(members.map(({ total }) => total))
  const squares = sum(members.map(({ total }) => total ** 2))
  const events = members.map(({ firstEvent }) => at(firstEvent, metric) ?? Number.POSITIVE_INFINITY)
  return [
    {
      epoch: first.epoch,
      variant: first.variant,
      units: members.length,
      unitsWithEvent: events.filter((slice) => slice <= lastSlice && slice < Infinity).length,
      requests,
      effectiveUnits: squares > 0 ? requests ** 2 / squares : 0,
      largest: members.reduce((most, { total }) => Math.max(most, total), 0),
    },
  ]
}

function inOrder(a: Cohort, b: Cohort): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch
  return a.variant < b.variant ? -1 : 1
}
