import { jackknife } from '../estimates/jackknife.ts'
import { identity } from '../estimates/reading.ts'
import { meansOfCounts } from '../estimates/readings.ts'
import { clustersGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { byContrast, contrastAt, sidesOfContrast } from './by-contrast.ts'
import { bucketsOfSplit } from './clusters.ts'
import { cautionOfUnits, fewestUnits } from './effect-of-units.ts'
import type { Side, Units } from './observed.ts'
import { partOf, unseenOfDifference, yesOrNo } from './unseen.ts'

/**
 * Challenger ÷ champion of a rate, where units come back: by the contrast b − r·a, whose error buckets of units tell.
 * The split of events on the unit sample would be exact; but a few thousand units have hardly any power, and
 * «had at least one event» saturates where requests don't. Three jackknives, and some
 * thousand evaluations a bound.
 */
export function ratioOfUnits(
  strata: readonly Stratum<Counts>[],
  units: Units,
  tunedFor: number,
): Inference | Unknown {
  const clusters = bucketsOfSplit(strata, meansOfCounts)
  const pieces = units.champion.units + units.challenger.units
  const { champion, challenger, gap } = sidesOfContrast
  const [a, b, between] = [champion, challenger, gap].map((figure) =>
    jackknife(clusters, figure, pieces),
  )
  if (a === undefined || b === undefined || between === undefined) return unknownBecause('TooFew')
  const { gate, leastSquaredError } = cautionOfUnits(strata, units, 0)
  const contrast = {
    champion: a.value,
    challenger: b.value,
    spreads: [{ champion: a.squaredError, challenger: b.squaredError, gap: between.squaredError }],
    least: (ratio: number) => Math.max(1, ratio ** 2) * leastSquaredError,
    unseen: unseenOfRates(strata, units),
    n: between.n,
    df: between.df,
  }
  const gates = [
    ...gatesOfSkew(
      'Units',
      { n: fewestUnits(units), skew: 0 },
      contrastAt(contrast, 1).squaredError,
    ),
    clustersGate('Buckets', between.clusters),
    gate,
  ]
  return { ...byContrast(contrast, tunedFor), method: 'ClusteredSequence', gates }
}

/** How far b − ratio · a would move by units of the largest size, all of whose requests end alike. */
function unseenOfRates(strata: readonly Stratum<Counts>[], units: Units) {
  const means = (side: Side) => strata.map((stratum) => meansOfCounts(stratum[side].whole))
  const ranged = (side: Side) => ({
    functional: identity,
    range: yesOrNo,
    part: partOf(units[side].asLarge, means(side)),
  })
  const parts = { champion: means('champion'), challenger: means('challenger') }
  const both = { champion: ranged('champion'), challenger: ranged('challenger') }
  return (ratio: number) => unseenOfDifference(parts, both, ratio)
}
