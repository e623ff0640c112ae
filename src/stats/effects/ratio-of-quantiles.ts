import { jackknife } from '../estimates/jackknife.ts'
import {
  type Buckets,
  logQuantile,
  meansOfLatencies,
  occupiedBuckets,
} from '../estimates/log-quantile.ts'
import { type Means, weightsOf } from '../estimates/reading.ts'
import { byQuantileSequence } from '../sequential/by-quantile-sequence.ts'
import { bySequence } from '../sequential/by-sequence.ts'
import { clustersGate, eventsGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { exponentiated } from '../sequential/mapped.ts'
import { quantileLadder } from '../sequential/quantile-ladder.ts'
import { sum } from '../special/sum.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSplit } from './clusters.ts'
import { differing } from './effect-of-units.ts'
import type { Latencies, Side, Units } from './observed.ts'

/**
 * Challenger ÷ champion of the quantile of latency in all requests of the round, where every request is a unit of
 * its own. Epochs in which both answered are combined with the same weights for both, as in every other figure:
 * what the quantile would be, had each answered everything. `BeyondScale` where one lies below a microsecond or
 * above an hour. O(epochs · buckets of latency), and some five profiles a bound.
 */
export function ratioOfQuantiles(
  { quantile, strata }: Latencies,
  tunedFor: number,
): Inference | Unknown {
  if (!(quantile > 0 && quantile < 1)) return unknownBecause('OutOfRange')
  const speaking = strata.filter(
    ({ champion, challenger }) => champion.whole.n >= 2 && challenger.whole.n >= 2,
  )
  if (speaking.length === 0) return unknownBecause('TooFew')
  const within = bucketsOf(speaking)
  const size = (side: Side) => sum(speaking.map((stratum) => stratum[side].whole.n))
  const weights = weightsOf(
    speaking.map(({ champion, challenger }) => champion.whole.n + challenger.whole.n),
  )
  const ladderOf = (side: Side) =>
    quantileLadder(quantile, {
      first: within.first,
      epochs: speaking.map((stratum) => meansOfLatencies(stratum[side].whole, within)),
      weights,
    })
  const [champion, challenger] = [ladderOf('champion'), ladderOf('challenger')]
  if (champion === undefined || challenger === undefined) return unknownBecause('BeyondScale')
  const sizes = [size('champion'), size('challenger')]
  const fewest = Math.min(...sizes)
  const gates = [
    // Buckets have a width, so that nothing is without spread.
    ...gatesOfSkew('Predictions', { n: fewest, skew: 0 }, 1),
    eventsGate(Math.floor(fewest * Math.min(quantile, 1 - quantile))),
  ]
  const quantiles = { champion, challenger, n: sum(sizes) }
  return exponentiated(byQuantileSequence(quantiles, { gates, tunedFor }))
}

/** The same where units come back: the error of the logarithm comes from buckets of units. A jackknife. */
export function ratioOfUnitQuantiles(
  { quantile, strata }: Latencies,
  units: Units,
  tunedFor: number,
): Inference | Unknown {
  const within = bucketsOf(strata)
  const found = jackknife(
    bucketsOfSplit(strata, (histogram): Means => meansOfLatencies(histogram, within)),
    differing({ functional: logQuantile(quantile, within) }),
    units.champion.units + units.challenger.units,
  )
  if (found === undefined) return unknownBecause('TooFew')
  const fewest = Math.min(units.champion.units, units.challenger.units)
  const gates = [
    ...gatesOfSkew('Units', { n: fewest, skew: 0 }, found.squaredError),
    eventsGate(Math.floor(fewest * Math.min(quantile, 1 - quantile))),
    clustersGate('Buckets', found.clusters),
  ]
  return exponentiated(bySequence(found, { method: 'ClusteredSequence', gates, tunedFor }))
}

const bucketsOf = (strata: Latencies['strata']): Buckets =>
  occupiedBuckets(strata.flatMap((each) => [each.champion.whole, each.challenger.whole]))
