import { jackknife } from '../estimates/jackknife.ts'
import {
  type Buckets,
  logQuantile,
  meansOfLatencies,
  occupiedBuckets,
} from '../estimates/log-quantile.ts'
import { type Means, standardised, weightsOf } from '../estimates/reading.ts'
import { byQuantileSplit } from '../sequential/by-quantile-split.ts'
import { bySequence } from '../sequential/by-sequence.ts'
import { clustersGate, eventsGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { exponentiated } from '../sequential/mapped.ts'
import { factorsFor, type QuantileSteps } from '../sequential/quantile-split.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSplit } from './clusters.ts'
import { differing } from './effect-of-units.ts'
import type { Latencies, Side, Units } from './observed.ts'

/** Challenger ÷ champion of a quantile of latency, where every request is a unit of its own. */
export function ratioOfQuantiles(
  observed: Latencies,
  steps: QuantileSteps,
  { margin, scale }: { readonly margin: number | undefined; readonly scale: number },
): Inference {
  return byQuantileSplit(steps, {
    factors: factorsFor(margin),
    scale,
    estimate: estimateOf(observed),
    have: observed.strata.reduce((sum, { champion }) => sum + champion.whole.n, 0),
  })
}

/** Of the epochs in which both answered, the same weights for both. */
function estimateOf({ quantile, strata }: Latencies): number | undefined {
  const speaking = strata.filter(
    ({ champion, challenger }) => champion.whole.n > 0 && challenger.whole.n > 0,
  )
  const within = bucketsOf(speaking)
  const weights = weightsOf(
    speaking.map(({ champion, challenger }) => champion.whole.n + challenger.whole.n),
  )
  const quantileOf = (side: Side) => {
    const parts = speaking.map((stratum) => meansOfLatencies(stratum[side].whole, within))
    return logQuantile(quantile, within).value(standardised(parts, weights))
  }
  const [a, b] = [quantileOf('champion'), quantileOf('challenger')]
  return a === undefined || b === undefined ? undefined : Math.exp(b - a)
}

/** The same where units come back: the error of the logarithm comes from buckets of units. */
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
