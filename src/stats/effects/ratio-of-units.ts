import { type Figure, jackknife } from '../estimates/jackknife.ts'
import { meansOfCounts } from '../estimates/readings.ts'
import { lastAtOrAbove } from '../sequential/edge.ts'
import { type Estimate, opposite } from '../sequential/estimate.ts'
import { clustersGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { logP } from '../sequential/sequence.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSplit } from './clusters.ts'
import { cautionOfUnits } from './effect-of-units.ts'
import type { Units } from './observed.ts'

/**
 * Challenger ÷ champion of a rate, where units come back. To ask whether it is r is to ask whether
 * b − r·a is nil: a difference whose error buckets of units tell, and which is there also where the
 * champion has no event at all. The split of events on the unit sample would be exact; but a few
 * thousand units have hardly any power, and «had at least one event» saturates where requests don't.
 *
 * E. C. Fieller, "Some problems in interval estimation", JRSS B 16, 1954 (the contrast). Three jackknives, and
 * some twenty evaluations.
 */
export function ratioOfUnits(
  strata: readonly Stratum<Counts>[],
  units: Units,
  tunedFor: number,
): Inference | Unknown {
  const clusters = bucketsOfSplit(strata, meansOfCounts)
  const pieces = units.champion.units + units.challenger.units
  const [a, b, gap] = [ofChampion, ofChallenger, difference].map((figure) =>
    jackknife(clusters, figure, pieces),
  )
  if (a === undefined || b === undefined || gap === undefined) return unknownBecause('TooFew')
  const together = (a.squaredError + b.squaredError - gap.squaredError) / 2
  const { gate, leastSquaredError } = cautionOfUnits(strata, units, 0)

  /** b − ratio · a. */
  const contrast = (ratio: number): Estimate => ({
    ...gap,
    value: b.value - ratio * a.value,
    squaredError: Math.max(
      b.squaredError - 2 * ratio * together + ratio ** 2 * a.squaredError,
      Math.max(1, ratio ** 2) * leastSquaredError,
    ),
  })
  const more = (ratio: number, alpha: number) => logP(contrast(ratio), 0, { alpha, tunedFor })
  const less = (ratio: number, alpha: number) =>
    logP(opposite(contrast(ratio)), 0, { alpha, tunedFor })
  const estimate = a.value > 0 ? b.value / a.value : undefined
  const near = Math.log(estimate !== undefined && estimate > 0 ? estimate : 1)
  const range = { from: -widest, to: widest, near, error: errorOf(a, b) }
  const fewest = Math.min(units.champion.units, units.challenger.units)
  return {
    method: 'ClusteredSequence',
    estimate,
    gates: [
      ...gatesOfSkew('Units', { n: fewest, skew: 0 }, contrast(1).squaredError),
      clustersGate('Buckets', gap.clusters),
      gate,
    ],
    low: (alpha) => {
      const edge = lastAtOrAbove((x) => -more(Math.exp(x), alpha), -Math.log(alpha), range)
      return edge === undefined ? 0 : Math.exp(edge)
    },
    high: (alpha) => {
      const mirrored = { ...range, near: -near }
      const edge = lastAtOrAbove((x) => -less(Math.exp(-x), alpha), -Math.log(alpha), mirrored)
      return edge === undefined ? Number.POSITIVE_INFINITY : Math.exp(-edge)
    },
    logPMore: more,
    logPLess: less,
  }
}

const ofChampion: Figure = ([champion = []]) => champion[0]
const ofChallenger: Figure = ([, challenger = []]) => challenger[0]
const difference: Figure = ([[a = 0] = [], [b = 0] = []]) => b - a

/** Ratios beyond e^±widest are not told apart. */
const widest = 12

/** Of the logarithm of the ratio, to begin with. */
function errorOf(a: Estimate, b: Estimate): number {
  const relative = (each: Estimate) => each.squaredError / (each.value ** 2 || 1)
  return Math.min(1, Math.sqrt(relative(a) + relative(b))) || 1
}
