import { sum } from '../special/sum.ts'
import { type Cohort, cohortsOf } from '../sums/cohorts.ts'
import { theta, type UnitSample } from '../sums/unit-sample.ts'
import type { UnitCount, Units } from './observed.ts'

/** Of which metric events are counted, by whom, and up to which slice, if not all. */
export type Counting = {
  readonly metric: string
  readonly champion: string
  readonly challenger: string
  readonly lastSlice?: number
}

/**
 * Who came back, out of the sample: its counts, divided by the part θ that it holds. The largest unit is the largest of
 * the two variants, so far. One that is larger but not in the sample isn't known. O(rows).
 */
export function unitsOfSample(sample: UnitSample, counting: Counting): Units {
  const { metric, champion, challenger, lastSlice } = counting
  return unitsOfCohorts(cohortsOf(sample, metric, lastSlice), { ...sample, champion, challenger })
}

/** The same, of the cohorts of one metric. O(cohorts). */
export function unitsOfCohorts(
  cohorts: readonly Cohort[],
  { level, champion, challenger }: Pick<UnitSample, 'level'> & Omit<Counting, 'metric'>,
): Units {
  const of = (name: string) => cohorts.filter(({ variant }) => variant === name)
  const [ours, theirs] = [of(champion), of(challenger)]
  const largest = [...ours, ...theirs].reduce((most, each) => Math.max(most, each.largest), 0)
  const count = (members: readonly Cohort[]): UnitCount => {
    const all = (value: (cohort: Cohort) => number) => sum(members.map(value)) / theta(level)
    return {
      units: all(({ units }) => units),
      withEvent: all(({ unitsWithEvent }) => unitsWithEvent),
      effective: all(({ effectiveUnits }) => effectiveUnits),
      asLarge: largest > 0 ? all(({ requests }) => requests) / largest : 0,
    }
  }
  return { champion: count(ours), challenger: count(theirs) }
}

/** The same of pairs, in which all units meet both variants. O(rows). */
export function unitsOfPairs({
  level,
  rows,
}: UnitSample): Pick<UnitCount, 'effective' | 'asLarge'> {
  const requests = sum(rows.map(({ total }) => total))
  const squares = sum(rows.map(({ total }) => total ** 2))
  const largest = rows.reduce((most, { total }) => Math.max(most, total), 0)
  const all = (count: number) => (requests > 0 ? count / theta(level) : 0)
  return { effective: all(requests ** 2 / squares), asLarge: all(requests / largest) }
}
