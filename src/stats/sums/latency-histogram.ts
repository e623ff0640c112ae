import { type Unknown, unknownBecause } from '../unknown.ts'
import { bucketOf, edgeOf, middleOf, rankOf, type Scale } from './log-linear.ts'
import { counted, countFrom, placeOfRank, type Sparse, together } from './sparse.ts'
import type { Statistic } from './statistic.ts'

/** Latencies in milliseconds, by bucket, and exactly at the edges that metrics declare. */
export type LatencyHistogram = {
  readonly n: number
  readonly buckets: Sparse
  /** Declared edges in milliseconds, ascending, each with how many latencies were above it. */
  readonly above: Sparse
}

/** From below a microsecond to above an hour. */
const scale: Scale = { lowest: 2 ** -10, octaves: 32 }

/**
 * Latencies with exact counts at these edges. Of two records that declare different edges those are
 * kept that both declare: for the others nobody knows. A merge is O(buckets in use).
 */
export function latencyHistogram(edgesMs: readonly number[] = []): Statistic<LatencyHistogram> {
  const edges = [...new Set(edgesMs)].filter(Number.isFinite).sort((a, b) => a - b)
  return { none: { n: 0, buckets: [], above: edges.map((edge) => [edge, 0]) }, merge }
}

/** With one more latency; 0 and less count as «at most 2^-10 ms». O(buckets in use): see the recorder. */
export const withLatency = (h: LatencyHistogram, ms: number): LatencyHistogram => ({
  n: h.n + 1,
  buckets: counted(h.buckets, bucketOf(scale, ms)),
  above: h.above.map(([edge, count]) => [edge, ms <= edge ? count : count + 1]),
})

/**
 * The same for where every request counts, as a closure that is written to: about 60 ns a latency. `record`
 * yields what was counted so far, those of `start` included.
 */
export function createLatencyRecorder(start: LatencyHistogram) {
  const buckets = new Map(start.buckets)
  const edges = start.above.map(([edge]) => edge)
  const above = start.above.map(([, count]) => count)
  let n = start.n

  return {
    add(ms: number): void {
      n++
      const bucket = bucketOf(scale, ms)
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
      for (const [i, edge] of edges.entries()) if (!(ms <= edge)) above[i] = (above[i] ?? 0) + 1
    },
    record: (): LatencyHistogram => ({
      n,
      buckets: [...buckets].sort(([a], [b]) => a - b),
      above: edges.map((edge, i) => [edge, above[i] ?? 0]),
    }),
  }
}

/**
 * How many took longer. Exact at a declared edge and at the edge of a bucket, at Infinity and −Infinity
 * too; anywhere else it is the count above the next edge of a bucket, which is not more. O(buckets).
 */
export function countAbove(h: LatencyHistogram, edgeMs: number): number {
  const declared = h.above.find(([edge]) => edge === edgeMs)
  if (declared !== undefined) return declared[1]
  return edgeMs === Number.NEGATIVE_INFINITY
    ? h.n
    : countFrom(h.buckets, bucketOf(scale, edgeMs) + 1)
}

/** The upper edge of a bucket in milliseconds: Infinity of the last, −Infinity before the first. */
export const edgeOfBucket = (bucket: number): number => edgeOf(scale, bucket)

/**
 * The latency that a share q of all requests don't exceed, within 1.6 % of the truth from a microsecond
 * to an hour; what took longer than 70 minutes is reported as that. O(buckets).
 */
export function quantileOf(h: LatencyHistogram, q: number): number | Unknown {
  const bucket = placeOfRank(h.buckets, rankOf(q, h.n))
  return bucket === undefined
    ? unknownBecause('TooFew', { need: 1, have: 0 })
    : middleOf(scale, bucket)
}

function merge(a: LatencyHistogram, b: LatencyHistogram): LatencyHistogram {
  if ((a.n === 0) !== (b.n === 0)) return a.n === 0 ? b : a
  const others = new Map(b.above)
  return {
    n: a.n + b.n,
    buckets: together(a.buckets, b.buckets),
    above: a.above.flatMap(([edge, count]) => {
      const other = others.get(edge)
      return other === undefined ? [] : [[edge, count + other] as const]
    }),
  }
}
