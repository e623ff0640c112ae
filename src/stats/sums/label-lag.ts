import { type Unknown, unknownBecause } from '../unknown.ts'
import { bucketOf, isEdge, middleOf, rankOf, type Scale } from './log-linear.ts'
import { counted, countFrom, placeOfRank, type Sparse, together } from './sparse.ts'
import type { Statistic } from './statistic.ts'

/** How long outcomes came after their predictions, in seconds, by bucket. */
export type LabelLag = { readonly n: number; readonly buckets: Sparse }

/** From a second to 48 days. */
const scale: Scale = { lowest: 1, octaves: 22 }

/** Exact in any order. A merge is O(buckets in use). */
export const labelLag: Statistic<LabelLag> = {
  none: { n: 0, buckets: [] },
  merge: (a, b) => ({ n: a.n + b.n, buckets: together(a.buckets, b.buckets) }),
}

/** With one more outcome; one that came before its prediction counts as at once. O(buckets in use). */
export const withLag = ({ n, buckets }: LabelLag, seconds: number): LabelLag => ({
  n: n + 1,
  buckets: counted(buckets, bucketOf(scale, seconds)),
})

/**
 * Which share of the outcomes that came at all had come by a lag: at least, and at most. Both are the
 * same where the lag is the edge of a bucket. O(buckets).
 */
export function shareArrivedBy(
  { n, buckets }: LabelLag,
  seconds: number,
): { readonly atLeast: number; readonly atMost: number } | Unknown {
  if (n === 0) return unknownBecause('TooFew', { need: 1, have: 0 })
  const bucket = bucketOf(scale, seconds)
  const atMost = (n - countFrom(buckets, bucket + 1)) / n
  const atLeast = isEdge(scale, seconds) ? atMost : (n - countFrom(buckets, bucket)) / n
  return { atLeast, atMost }
}

/**
 * The lag by which a share q of the outcomes had come, in seconds: within 1.6 % between a second and 48 days.
 * O(buckets).
 */
export function lagQuantileOf({ n, buckets }: LabelLag, q: number): number | Unknown {
  const bucket = placeOfRank(buckets, rankOf(q, n))
  return bucket === undefined
    ? unknownBecause('TooFew', { need: 1, have: 0 })
    : middleOf(scale, bucket)
}
