import type { Both, Units } from '../../stats/effects/observed.ts'
import { unitsOfCohorts, unitsOfPairs } from '../../stats/effects/units-of-sample.ts'
import { sum } from '../../stats/special/sum.ts'
import { type Cohort, cohortsOf } from '../../stats/sums/cohorts.ts'
import { theta, type UnitRow, type UnitSample } from '../../stats/sums/unit-sample.ts'
import type { Case } from './case.ts'

/** The requests of one side. */
export type Part = {
  readonly key: string
  /** Of all requests of the contest, its part. */
  readonly share: number
  /** How many may be judged. */
  readonly mature: number
  /** The part of those that is an event; 0 where none is counted. */
  readonly rate: number
}

/** Of which metric events were sampled, if of any, and up to which slice they count, if not all. */
export type UnitsAsked = { readonly metric?: string; readonly lastSlice?: number }

/**
 * Who came back, in this contest, as a function of its two sides. A row of the sample says where its unit was *first*
 * exposed in the round. Who came first in this contest has that variant. Who was there before, while nobody was compared
 * or others were, and has come back since, was dealt out by chance: as large a part to each side as of all requests. So many
 * are expected, and never more than the side's requests can have come from. Without them no round could be judged whose
 * users were all seen while its challengers were being deployed. O(rows), and O(epochs) for two sides.
 */
export function unitsAfter(
  { level, rows }: UnitSample,
  { epochs }: Pick<Case, 'epochs'>,
  { metric, lastSlice }: UnitsAsked,
): (sides: Both<Part>) => Units {
  const { newcomers, others } = byArrival(rows, epochs)
  const fresh = cohortsOf({ level, rows: newcomers }, metric ?? '', lastSlice)
  const ofSide = (part: Part): readonly Cohort[] => [
    ...fresh
      .filter(({ variant }) => variant === part.key)
      .map((each) => (metric === undefined ? { ...each, ...expectedEvents(each, part) } : each)),
    ...expectedOf(others, part, level),
  ]
  return ({ champion, challenger }) =>
    unitsOfCohorts([...ofSide(champion), ...ofSide(challenger)], {
      ...{ level, champion: champion.key, challenger: challenger.key },
    })
}

/** The same of pairs, in which all units meet both variants: never more than there are pairs. O(rows). */
export function unitsOfShadow(
  { level, rows }: UnitSample,
  { epochs }: Pick<Case, 'epochs'>,
  pairs: number,
): ReturnType<typeof unitsOfPairs> {
  const { newcomers, others } = byArrival(rows, epochs)
  const { effective, asLarge } = unitsOfPairs({ level, rows: [...newcomers, ...others] })
  return { effective: Math.min(effective, pairs), asLarge: Math.min(asLarge, pairs) }
}

/** First exposed in this contest; or before it, and seen again. */
function byArrival(rows: readonly UnitRow[], epochs: Case['epochs']) {
  const contest = new Set(epochs.map(({ epoch }) => epoch))
  const first = Math.min(...contest)
  return {
    newcomers: rows.filter(({ epoch }) => contest.has(epoch)),
    others: rows.filter(({ epoch, n, total }) => epoch < first && total > n),
  }
}

/** Of all who came back, those that chance has given to one side. */
function expectedOf(rows: readonly UnitRow[], part: Part, level: number): readonly Cohort[] {
  const { key, share, mature } = part
  const requests = sum(rows.map(({ total }) => total))
  if (!(share * requests > 0)) return []
  const most = mature * theta(level)
  const squares = sum(rows.map(({ total }) => total ** 2))
  const units = Math.round(together(share * rows.length, most))
  return [
    {
      ...{ epoch: 0, variant: key, units },
      ...expectedEvents({ units }, part),
      requests: share * requests,
      effectiveUnits: together((share * requests ** 2) / squares, most),
      largest: rows.reduce((largest, { total }) => Math.max(largest, total), 0),
    },
  ]
}

/** As if all requests of a unit ended alike. */
const expectedEvents = ({ units }: Pick<Cohort, 'units'>, { rate }: Part) => ({
  unitsWithEvent: units * rate,
})

/**
 * How many units of equal weight (Kish) so many requests came from, by so many units that each may have sent any: neither
 * more than there are units, nor than there are requests.
 */
const together = (units: number, requests: number) =>
  units + requests > 0 ? (units * requests) / (units + requests) : 0
