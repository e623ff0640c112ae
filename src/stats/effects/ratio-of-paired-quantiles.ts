import { logQuantile, meansOfLatencies, occupiedBuckets } from '../estimates/log-quantile.ts'
import type { Means } from '../estimates/reading.ts'
import { bySequence } from '../sequential/by-sequence.ts'
import { eventsGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { exponentiated } from '../sequential/mapped.ts'
import type { LatencyHistogram } from '../sums/latency-histogram.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { differing } from './effect-of-units.ts'
import type { LatencyPairs } from './observed.ts'
import { leavingOutPairs } from './pairs-left-out.ts'

/**
 * Challenger ÷ champion of a quantile of latency, from the answers of both to the same requests: of its logarithm
 * blocks of time and buckets of units tell the error. O(slices · buckets of latency), some milliseconds.
 */
export function ratioOfPairedQuantiles(
  { quantile, ...pairs }: LatencyPairs,
  tunedFor: number,
): Inference | Unknown {
  if (!(quantile > 0 && quantile < 1)) return unknownBecause('OutOfRange')
  const within = occupiedBuckets(
    pairs.strata.flatMap(({ pairs: { whole } }) => [whole.champion, whole.challenger]),
  )
  const means = (histogram: LatencyHistogram): Means => meansOfLatencies(histogram, within)
  const functional = logQuantile(quantile, within)
  const found = leavingOutPairs(pairs, means)(differing({ functional }))
  if (found === undefined) return unknownBecause('TooFew')
  const { estimate } = found
  const gates = [
    ...gatesOfSkew('Pairs', { n: estimate.n, skew: 0 }, estimate.squaredError),
    ...found.gates,
    eventsGate(Math.floor(estimate.n * Math.min(quantile, 1 - quantile))),
  ]
  return exponentiated(bySequence(estimate, { method: 'PairedSequence', gates, tunedFor }))
}
