import type { Figure, Jackknifed } from '../estimates/jackknife.ts'
import type { Means } from '../estimates/reading.ts'
import { partBelow, spreadBelow } from '../sequential/place-of-quantile.ts'
import { sum } from '../special/sum.ts'
import type { LatencyHistogram } from '../sums/latency-histogram.ts'
import type { Side } from './observed.ts'
import type { SharesOfBoth } from './quantiles-of-both.ts'

/** What part of some requests lies below the champion's quantile, and below the challenger's. O(buckets). */
export const sharesBelow =
  ({ champion, challenger }: SharesOfBoth) =>
  ({ n, buckets }: LatencyHistogram): Means => ({
    n,
    means: [champion, challenger].map(({ first, place }) => {
      const parts = buckets.map(([bucket, count]) => count * partBelow(place, bucket - first))
      return sum(parts) / Math.max(1, n)
    }),
  })

/**
 * As so many independent requests each variant's count where they depend on each other within clusters: as many as
 * would let the share below its quantile vary as it does from cluster to cluster, and no more than there are. A
 * quantile itself would not do: where latencies have a gap near it, no cluster left out moves it, or all of
 * them do.
 *
 * Where the two shares move against each other, both count for less, so that their ratio is judged as if they were
 * independent. That they move together is left alone: it is safe, but what makes requests slow for both is not taken
 * out. O(buckets · epochs).
 */
export function countingClusters(
  shares: SharesOfBoth,
  found: Readonly<Record<keyof typeof below, readonly Jackknifed[]>>,
): SharesOfBoth {
  const against = found.apart.map(({ squaredError }, k) => {
    const [a, b] = [errorIn(found.champion, k), errorIn(found.challenger, k)]
    return a > 0 && b > 0 ? Math.max(1, 1 + (squaredError - a - b) / (2 * Math.sqrt(a * b))) : 1
  })
  const counting = (side: Side) => {
    const { parts, place, worth } = shares[side]
    const squaredError = Math.max(...against.map((times, k) => times * errorIn(found[side], k)))
    const spread = spreadBelow(parts, place)
    const counts = squaredError > 0 && spread > 0 ? spread / squaredError : worth
    return { ...shares[side], worth: Math.min(worth, counts) }
  }
  return { champion: counting('champion'), challenger: counting('challenger') }
}

const errorIn = (found: readonly Jackknifed[], k: number) => found[k]?.squaredError ?? 0

/** Figures of what `sharesBelow` tells of either side. */
export const below = {
  champion: ([champion]) => champion?.[0],
  challenger: ([, challenger]) => challenger?.[1],
  apart: ([champion, challenger]) => (challenger?.[1] ?? 0) - (champion?.[0] ?? 0),
} as const satisfies Readonly<Record<string, Figure>>
