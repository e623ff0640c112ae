import { edgeOfBucket, type LatencyHistogram } from '../sums/latency-histogram.ts'
import type { Means } from './reading.ts'

/** The buckets of latency that any of some histograms occupies. */
export type Buckets = { readonly first: number; readonly count: number }

/** From the fastest bucket that any of them occupies to the slowest; of none, no bucket. O(histograms). */
export function occupiedBuckets(histograms: readonly LatencyHistogram[]): Buckets {
  const places = histograms.flatMap(({ buckets }) => [buckets.at(0)?.[0], buckets.at(-1)?.[0]])
  const known = places.filter((place) => place !== undefined)
  if (known.length === 0) return { first: 0, count: 0 }
  const first = Math.min(...known)
  return { first, count: Math.max(...known) - first + 1 }
}

/** The shares of all requests by bucket. O(buckets). */
export function meansOfLatencies({ n, buckets }: LatencyHistogram, within: Buckets): Means {
  const means = new Array<number>(within.count).fill(0)
  for (const [place, count] of buckets) means[place - within.first] = count / n
  return { n, means }
}

/** The logarithm of a bucket's upper edge: −Infinity before the first, Infinity of the last. */
export const logEdgeOfBucket = (bucket: number): number =>
  bucket < 0 ? Number.NEGATIVE_INFINITY : (logEdges[bucket] ?? Number.POSITIVE_INFINITY)

/** Looked up, since every look asks for some hundred of them. Those that are missing are infinite. */
const logEdges = Float64Array.from({ length: 1025 }, (_, bucket) => Math.log(edgeOfBucket(bucket)))
