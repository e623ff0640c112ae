import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { type Figure, jackknife } from '../estimates/jackknife.ts'
import { levelOf } from '../estimates/linearised.ts'
import type { Functional } from '../estimates/reading.ts'
import { clustersGate, gatesOfSkew, type Sample, scarcer } from '../sequential/gates.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSide, bucketsOfSplit } from './clusters.ts'
import { readingsOf } from './effect-of-split.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, type Caution, cautionOf } from './few-events.ts'
import type { Side, Split, Units } from './observed.ts'

/**
 * Challenger − champion, where units come back: requests of one unit are alike, so the error comes
 * from buckets of units. `margin` is the difference that matters, where one is given.
 */
export function effectOfUnits(
  split: Split,
  units: Units,
  margin: number | undefined,
): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const champion = sampleOf(split, units, 'champion')
  const challenger = sampleOf(split, units, 'challenger')
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const pieces = units.champion.units + units.challenger.units
  const found = jackknife(bucketsOfSplit(split.strata, row.means), differing(row), pieces)
  if (found === undefined) return unknownBecause('TooFew')
  const { leastSquaredError, gates, skew } =
    split.figure === 'Rate' ? ofRate(split.strata, units, margin) : noDemands
  const squaredError = Math.max(found.squaredError, leastSquaredError)
  return {
    estimate: { ...found, squaredError },
    gates: [
      ...gatesOfSkew(
        'Units',
        scarcer({ ...champion, ...skew }, { ...challenger, ...skew }),
        squaredError,
      ),
      clustersGate('Buckets', found.clusters),
      ...gates,
    ],
    method: 'ClusteredSequence',
  }
}

const noDemands = { leastSquaredError: 0, gates: [], skew: {} }

/** Of a rate, its events say what its skew would. */
function ofRate(strata: readonly Stratum<Counts>[], units: Units, margin: number | undefined) {
  const { gate, leastSquaredError } = cautionOfUnits(strata, units, margin)
  return { leastSquaredError, gates: [gate], skew: { skew: 0 } }
}

/** What a comparison of rates asks for, and adds, where few units had an event. */
export function cautionOfUnits(
  strata: readonly Stratum<Counts>[],
  units: Units,
  margin: number | undefined,
): Caution {
  const basis = (side: Side) => {
    const { effective, withEvent } = units[side]
    const parts = strata.map((stratum) => stratum[side].whole)
    return basisOf(parts, { independent: effective, yes: withEvent })
  }
  return cautionOf({ champion: basis('champion'), challenger: basis('challenger') }, margin)
}

/** The level of one variant, where units come back. */
export function levelOfUnits(split: Split, units: Units, side: Side): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const sample = sampleOf(split, units, side)
  if (isUnknown(sample)) return sample
  const level: Figure = ([means = []]) => row.functional.value(means)
  const clusters = bucketsOfSide(split.strata, side, row.means)
  const estimate = jackknife(clusters, level, units[side].units)
  if (estimate === undefined) return unknownBecause('TooFew')
  const gates = [
    ...gatesOfSkew('Units', sample, estimate.squaredError),
    clustersGate('Buckets', estimate.clusters),
  ]
  return { estimate, gates, method: 'ClusteredSequence' }
}

/** Of two sides, the challenger's figure less the champion's. */
export const differing =
  ({ functional }: { readonly functional: Pick<Functional, 'value'> }): Figure =>
  ([champion = [], challenger = []]) => {
    const [a, b] = [functional.value(champion), functional.value(challenger)]
    return a === undefined || b === undefined ? undefined : b - a
  }

/** The skew is that of single outcomes: it can only ask for too many units. */
function sampleOf(split: Split, units: Units, side: Side): Sample | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const readings = readingsOf(split.strata, side, row)
  if (isUnknown(readings)) return readings
  return { n: units[side].units, skew: levelOf(readings, row.functional)?.scarcer.skew }
}
