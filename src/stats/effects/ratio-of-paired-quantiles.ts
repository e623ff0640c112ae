import type { Inference } from '../sequential/inference.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { LatencyPairs } from './observed.ts'
import { leavingOutPairs } from './pairs-left-out.ts'
import { sharesOfBoth } from './quantiles-of-both.ts'
import { below, countingClusters, sharesBelow } from './quantiles-of-clusters.ts'
import { gatesOfQuantile, ratioBetween } from './ratio-of-quantiles.ts'

/**
 * Challenger ÷ champion of a quantile of latency, from the answers of both to the same requests: blocks of time and
 * buckets of units tell as how many independent requests each variant's count. What makes a request slow for both
 * is not taken out, unlike in other figures of pairs: a quantile that jumps across a gap has no error to be found
 * by leaving pairs out, and a guardrail can wait. O(slices · buckets of latency), some milliseconds.
 */
export function ratioOfPairedQuantiles(
  { quantile, ...pairs }: LatencyPairs,
  tunedFor: number,
): Inference | Unknown {
  const shares = sharesOfBoth(
    quantile,
    pairs.strata.map(({ pairs }) => pairs.whole),
  )
  if (isUnknown(shares)) return shares
  const leftOut = leavingOutPairs(pairs, sharesBelow(shares))
  const champion = leftOut(below.champion)
  const challenger = leftOut(below.challenger)
  const apart = leftOut(below.apart)
  if (champion === undefined || challenger === undefined || apart === undefined)
    return unknownBecause('TooFew')
  const found = { champion: champion.found, challenger: challenger.found, apart: apart.found }
  const { n, df } = apart.estimate
  return ratioBetween(quantile, countingClusters(shares, found), {
    method: 'PairedSequence',
    gates: gatesOfQuantile('Pairs', quantile, n).toSpliced(1, 0, ...apart.gates),
    tunedFor,
    n,
    df,
  })
}
