import { jackknife } from '../estimates/jackknife.ts'
import { byQuantileSequence, type Judging } from '../sequential/by-quantile-sequence.ts'
import { clustersGate, eventsGate, gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { exponentiated } from '../sequential/mapped.ts'
import { quantileLadder } from '../sequential/quantile-ladder.ts'
import { sum } from '../special/sum.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { bucketsOfSplit } from './clusters.ts'
import { fewestUnits } from './effect-of-units.ts'
import type { Latencies, Units } from './observed.ts'
import { type SharesOfBoth, sharesOfBoth } from './quantiles-of-both.ts'
import { below, countingClusters, sharesBelow } from './quantiles-of-clusters.ts'

/**
 * Challenger ÷ champion of the quantile of latency in all requests of the round, where every request is a unit of
 * its own. `BeyondScale` where one lies below a microsecond or above an hour. O(epochs · buckets of latency), and some
 * five profiles a bound.
 */
export function ratioOfQuantiles(
  { quantile, strata }: Latencies,
  tunedFor: number,
): Inference | Unknown {
  const shares = sharesOfBoth(quantile, strata.map(wholes))
  if (isUnknown(shares)) return shares
  const sizes = [shares.champion.n, shares.challenger.n]
  return ratioBetween(quantile, shares, {
    method: 'QuantileSequence',
    gates: gatesOfQuantile('Predictions', quantile, Math.min(...sizes)),
    tunedFor,
    n: sum(sizes),
    df: Number.POSITIVE_INFINITY,
  })
}

/**
 * The same where units come back: buckets of units tell as how many independent requests each variant's count. A
 * jackknife of two numbers.
 */
export function ratioOfUnitQuantiles(
  { quantile, strata }: Latencies,
  units: Units,
  tunedFor: number,
): Inference | Unknown {
  const shares = sharesOfBoth(quantile, strata.map(wholes))
  if (isUnknown(shares)) return shares
  const n = units.champion.units + units.challenger.units
  const clusters = bucketsOfSplit(strata, sharesBelow(shares))
  const champion = jackknife(clusters, below.champion, n)
  const challenger = jackknife(clusters, below.challenger, n)
  const apart = jackknife(clusters, below.apart, n)
  if (champion === undefined || challenger === undefined || apart === undefined)
    return unknownBecause('TooFew')
  const found = { champion: [champion], challenger: [challenger], apart: [apart] }
  const fewest = fewestUnits(units)
  return ratioBetween(quantile, countingClusters(shares, found), {
    method: 'ClusteredSequence',
    gates: [...gatesOfQuantile('Units', quantile, fewest), clustersGate('Buckets', apart.clusters)],
    tunedFor,
    n,
    df: apart.df,
  })
}

const wholes = ({ champion, challenger }: Latencies['strata'][number]) => ({
  champion: champion.whole,
  challenger: challenger.whole,
})

/** The evidence of both, each of as many requests as it is worth. O(buckets of latency). */
export function ratioBetween(
  quantile: number,
  shares: SharesOfBoth,
  { n, df, ...judging }: Judging & { readonly n: number; readonly df: number },
): Inference | Unknown {
  const champion = quantileLadder(quantile, shares.champion)
  const challenger = quantileLadder(quantile, shares.challenger)
  if (champion === undefined || challenger === undefined) return unknownBecause('BeyondScale')
  return exponentiated(byQuantileSequence({ champion, challenger, n, df }, judging))
}

/** So many pieces, and those beyond the quantile. Buckets have a width, so that nothing is without spread. */
export const gatesOfQuantile = (
  name: 'Predictions' | 'Units' | 'Pairs',
  quantile: number,
  fewest: number,
) => [
  ...gatesOfSkew(name, { n: fewest, skew: 0 }, 1),
  eventsGate(Math.floor(fewest * Math.min(quantile, 1 - quantile))),
]
