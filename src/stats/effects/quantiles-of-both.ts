import { meansOfLatencies, occupiedBuckets } from '../estimates/latency-buckets.ts'
import { speaks, standardised, weightsOf } from '../estimates/reading.ts'
import { type Place, placeOf } from '../sequential/place-of-quantile.ts'
import type { Shares } from '../sequential/quantile-ladder.ts'
import { worthOfRequests } from '../sequential/worth-of-requests.ts'
import { sum } from '../special/sum.ts'
import type { LatencyHistogram } from '../sums/latency-histogram.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import type { Both, Side } from './observed.ts'

/** Of n requests. */
type SharesOfOne = Shares & { readonly n: number; readonly place: Place }

/** What part of each variant's requests is in which bucket that either occupies, and where its quantile lies. */
export type SharesOfBoth = Both<SharesOfOne>

/**
 * The distribution of both variants' latencies. Epochs in which both answered are combined with the same weights for
 * both, as in every other figure: what it would be, had each answered everything. It is worth what so many independent
 * requests are. O(epochs · buckets of latency).
 */
export function sharesOfBoth(
  quantile: number,
  epochs: readonly Both<LatencyHistogram>[],
): SharesOfBoth | Unknown {
  if (!(quantile > 0 && quantile < 1)) return unknownBecause('OutOfRange')
  const speaking = epochs.filter(
    ({ champion, challenger }) => speaks(champion) && speaks(challenger),
  )
  if (speaking.length === 0) return unknownBecause('TooFew')
  const within = occupiedBuckets(
    speaking.flatMap(({ champion, challenger }) => [champion, challenger]),
  )
  const weights = weightsOf(speaking.map(({ champion, challenger }) => champion.n + challenger.n))
  const sharesOf = (side: Side): SharesOfOne => {
    const epochs = speaking.map((both) => meansOfLatencies(both[side], within))
    const parts = standardised(epochs, weights)
    const place = placeOf(quantile, parts)
    const worth = worthOfRequests(quantile, place, { epochs, weights })
    return { n: sum(epochs.map(({ n }) => n)), first: within.first, parts, place, worth }
  }
  return { champion: sharesOf('champion'), challenger: sharesOf('challenger') }
}
