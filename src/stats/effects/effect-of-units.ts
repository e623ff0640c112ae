import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { type Figure, jackknife } from '../estimates/jackknife.ts'
import { levelOf } from '../estimates/linearised.ts'
import type { Functional, Reading } from '../estimates/reading.ts'
import { clustersGate, gatesOfSkew, type Sample, scarcer } from '../sequential/gates.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSplit } from './clusters.ts'
import { readingsOf } from './effect-of-split.ts'
import type { Estimated } from './estimated.ts'
import { type Basis, basisOf, type Caution, cautionOf } from './few-events.ts'
import type { Side, Split, Units } from './observed.ts'
import { besidesOne, partOf, type Ranged, unseenOfDifference, yesOrNo } from './unseen.ts'

/**
 * Challenger − champion, where units come back: requests of one unit are alike, so the error comes
 * from buckets of units. `margin` is the difference that matters, where one is given. A jackknife:
 * O(buckets · epochs · things).
 */
export function effectOfUnits(
  split: Split,
  units: Units,
  margin: number | undefined,
): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const champion = sideOfUnits(split, units, 'champion')
  const challenger = sideOfUnits(split, units, 'challenger')
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const pieces = units.champion.units + units.challenger.units
  const found = jackknife(bucketsOfSplit(split.strata, row.means), differing(row), pieces)
  if (found === undefined) return unknownBecause('TooFew')
  const { leastSquaredError, gates, skew } =
    split.figure === 'Rate' ? ofRate(split.strata, units, margin) : noDemands
  const squaredError = Math.max(found.squaredError, leastSquaredError)
  const unseen = unseenOfDifference(
    { champion: champion.readings, challenger: challenger.readings },
    { champion: champion.ranged, challenger: challenger.ranged },
  )
  const poorer = scarcer({ ...champion.sample, ...skew }, { ...challenger.sample, ...skew })
  return {
    estimate: {
      ...found,
      squaredError: split.figure === 'Rate' ? besidesOne(squaredError, unseen) : squaredError,
    },
    gates: [
      ...gatesOfSkew('Units', poorer, squaredError),
      clustersGate('Buckets', found.clusters),
      ...gates,
    ],
    method: 'ClusteredSequence',
    unseen,
  }
}

const noDemands = { leastSquaredError: 0, gates: [], skew: {} }

/** Of a rate, its events say what its skew would. */
function ofRate(strata: readonly Stratum<Counts>[], units: Units, margin: number | undefined) {
  const { gate, leastSquaredError } = cautionOfUnits(strata, units, margin)
  return { leastSquaredError, gates: [gate], skew: { skew: 0 } }
}

/** What a comparison of rates asks for, and adds, where few units had an event. O(epochs). */
export function cautionOfUnits(
  strata: readonly Stratum<Counts>[],
  units: Units,
  margin: number | undefined,
): Caution {
  const basis = (side: Side) => basisOfUnits(strata, units, side)
  return cautionOf({ champion: basis('champion'), challenger: basis('challenger') }, margin)
}

/** What a rate of one variant rests on, where units come back. O(epochs). */
export function basisOfUnits(strata: readonly Stratum<Counts>[], units: Units, side: Side): Basis {
  const { effective, withEvent, asLarge } = units[side]
  const parts = strata.map((stratum) => stratum[side].whole)
  return basisOf(parts, { independent: effective, yes: withEvent, asLarge })
}

/** Of the scarcer variant, as many units as would be of equal size: what every gate of units counts. */
export const fewestUnits = ({ champion, challenger }: Units): number =>
  Math.min(champion.effective, challenger.effective)

/** Of two sides, the challenger's figure less the champion's. */
export const differing =
  ({ functional }: { readonly functional: Pick<Functional, 'value'> }): Figure =>
  ([champion = [], challenger = []]) => {
    const [a, b] = [functional.value(champion), functional.value(challenger)]
    return a === undefined || b === undefined ? undefined : b - a
  }

/** What the units of one variant said. */
type SideOfUnits = {
  readonly readings: readonly Reading[]
  readonly ranged: Ranged
  /** As many units as would be as many of equal size. The skew is that of single outcomes: it can only ask for too many. */
  readonly sample: Sample
}

/** The units of one variant, with the readings of their requests. O(epochs · things). */
export function sideOfUnits(split: Split, units: Units, side: Side): SideOfUnits | Unknown {
  const { read, functional } = figures[split.figure] as FigureRow<Counted[FigureName]>
  const readings = readingsOf(split.strata, side, { read })
  if (isUnknown(readings)) return readings
  const { effective, asLarge } = units[side]
  const part = partOf(asLarge, readings)
  return {
    readings,
    ranged: { functional, range: split.figure === 'Rate' ? yesOrNo : split.range, part },
    sample: { n: effective, skew: levelOf(readings, functional)?.scarcer.skew },
  }
}
