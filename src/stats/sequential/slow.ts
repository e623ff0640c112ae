import type { Stratum } from '../strata/stratum.ts'
import {
  edgeAtOrAbove,
  edgeAtOrBelow,
  edgeOfBucket,
  type LatencyHistogram,
} from '../sums/latency-histogram.ts'

/** Requests of one epoch, and how many of them were slow. */
export type Slow = {
  readonly epoch: number
  readonly chance: number
  /** Slow or not. */
  readonly n: number
  readonly champion: number
  /** Of the challenger, slower than each factor times the edge: rounded so that they are fewer, or more. */
  readonly atMost: readonly number[]
  readonly atLeast: readonly number[]
}

/** What is slow: the edge for the champion; for the challenger, by factor, the edges around that much of it. */
export type Thresholds = {
  readonly edge: readonly number[]
  readonly above: readonly number[]
  readonly below: readonly number[]
}

/**
 * Where a factor times the edge is not the edge of a bucket it is rounded so that the claim gets harder:
 * from the edge above, for «more than f», from the edge below, for «less than f». Requires ascending
 * factors.
 */
export function thresholdsAt(edgeMs: number, factors: readonly number[]): Thresholds {
  return {
    edge: [edgeMs],
    above: factors.map((factor) => edgeAtOrAbove(factor * edgeMs)),
    below: factors.map((factor) => edgeAtOrBelow(factor * edgeMs)),
  }
}

/** O(buckets + factors). */
export function slowAt(
  { edge, above, below }: Thresholds,
  stratum: Stratum<LatencyHistogram>,
): Slow {
  const { epoch, chance, champion, challenger } = stratum
  return {
    epoch,
    chance,
    n: requestsIn(stratum),
    champion: countsAbove(champion.whole, edge)[0] ?? 0,
    atMost: countsAbove(challenger.whole, above),
    atLeast: countsAbove(challenger.whole, below),
  }
}

/** Of both variants. */
export const requestsIn = ({ champion, challenger }: Stratum<LatencyHistogram>): number =>
  champion.whole.n + challenger.whole.n

/** How many lie above each of some ascending edges of buckets. */
function countsAbove({ buckets }: LatencyHistogram, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length).fill(0)
  let [at, count] = [buckets.length - 1, 0]
  for (let i = edges.length - 1; i >= 0; i--) {
    for (; at >= 0; at--) {
      const [place = 0, inside = 0] = buckets[at] ?? []
      if (edgeOfBucket(place) <= (edges[i] ?? 0)) break
      count += inside
    }
    counts[i] = count
  }
  return counts
}
