import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { type Figure, type Jackknifed, jackknife } from '../estimates/jackknife.ts'
import { identity } from '../estimates/reading.ts'
import { meansOfCounts } from '../estimates/readings.ts'
import { clustersGate, gatesOfSkew, spreadGate } from '../sequential/gates.ts'
import type { Reach } from '../sequential/widened.ts'
import type { PairedStratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfPairs, bucketsOfSide } from './clusters.ts'
import { basisOfUnits, sideOfUnits } from './effect-of-units.ts'
import type { Estimated } from './estimated.ts'
import { type Basis, basisOf, cautionOfLevel } from './few-events.ts'
import type { Both, Split, Units } from './observed.ts'
import { besidesOne, partOf, unseenOfLevel, yesOrNo } from './unseen.ts'

/**
 * The challenger's level, where units come back: about units to come, so the error comes from buckets of those that
 * came. `limit` is the level that matters. A jackknife: O(buckets · epochs · things).
 */
export function levelOfUnits(split: Split, units: Units, limit: number): Estimated | Unknown {
  const side = 'challenger'
  const { means, functional } = figures[split.figure] as FigureRow<Counted[FigureName]>
  const own = sideOfUnits(split, units, side)
  if (isUnknown(own)) return own
  const level: Figure = ([figures = []]) => functional.value(figures)
  const clusters = bucketsOfSide(split.strata, side, means)
  const found = jackknife(clusters, level, units[side].units)
  if (found === undefined) return unknownBecause('TooFew')
  const unseen = unseenOfLevel(own.readings, own.ranged)
  if (split.figure === 'Rate')
    return ofRate(found, { basis: basisOfUnits(split.strata, units, side), limit, unseen })
  return {
    estimate: found,
    gates: [
      ...gatesOfSkew('Units', own.sample, found.squaredError),
      clustersGate('Buckets', found.clusters),
    ],
    method: 'ClusteredSequence',
    unseen,
  }
}

/** The same of the challenger's rate among pairs. `effective` and `asLarge` are as of `UnitCount`. A jackknife. */
export function levelOfPairedUnits(
  strata: readonly PairedStratum<Both<Counts>>[],
  {
    effective,
    asLarge = effective,
    limit,
  }: {
    readonly effective: number
    readonly asLarge?: number | undefined
    readonly limit: number
  },
): Estimated | Unknown {
  const level: Figure = ([, challenger = []]) => challenger[0]
  const found = jackknife(bucketsOfPairs(strata, figures.Rate.means), level, effective)
  if (found === undefined) return unknownBecause('TooFew')
  const parts = strata.map(({ pairs }) => pairs.whole.challenger)
  const readings = parts.map(meansOfCounts)
  const ranged = { functional: identity, range: yesOrNo, part: partOf(asLarge, readings) }
  const basis = basisOf(parts, { independent: effective, asLarge })
  return ofRate(found, { basis, limit, unseen: unseenOfLevel(readings, ranged) })
}

/** So many units with an event do without so many units: what breaks a limit by far is to be found soon. */
function ofRate(found: Jackknifed, { basis, limit, unseen }: Limited): Estimated {
  const { gate, leastSquaredError } = cautionOfLevel(basis, limit)
  const squaredError = Math.max(found.squaredError, leastSquaredError)
  return {
    estimate: { ...found, squaredError: besidesOne(squaredError, unseen) },
    gates: [...spreadGate(squaredError), clustersGate('Buckets', found.clusters), gate],
    method: 'ClusteredSequence',
    unseen,
  }
}

type Limited = { readonly basis: Basis; readonly limit: number; readonly unseen: Reach }
