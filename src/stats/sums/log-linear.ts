/**
 * Buckets for what is long-tailed: every octave is cut into 32 of equal width, so that the middle of a
 * bucket is within 1.6 % of all that is in it. Bucket 0 takes everything up to the lowest edge, zero and
 * negatives too; bucket i takes what is above edge i − 1 and at most edge i; one more takes the rest.
 *
 * The edges are exact doubles, and so is every comparison with them. The idea is that of G. Tene's
 * HdrHistogram.
 */
export type Scale = {
  /** The lowest edge: a power of two. */
  readonly lowest: number
  /** At most 32. */
  readonly octaves: number
}

/** The bucket of a value. What is not a number is in the last one: nobody can say that it was small. */
export function bucketOf({ lowest, octaves }: Scale, x: number): number {
  if (x <= lowest) return 0
  const size = x / lowest
  const top = 2 ** octaves
  if (!(size < top)) return size === top ? octaves * 32 : octaves * 32 + 1
  const octave = 31 - Math.clz32(size)
  return octave * 32 + Math.ceil((size / 2 ** octave - 1) * 32)
}

/** The upper edge of a bucket: of the last one Infinity, and of what would be before the first −Infinity. */
export function edgeOf({ lowest, octaves }: Scale, bucket: number): number {
  if (bucket < 0) return Number.NEGATIVE_INFINITY
  if (bucket > octaves * 32) return Number.POSITIVE_INFINITY
  return lowest * 2 ** Math.floor(bucket / 32) * (1 + (bucket % 32) / 32)
}

/** Whether x is an edge: then one knows exactly how many were above it. */
export const isEdge = (scale: Scale, x: number): boolean => edgeOf(scale, bucketOf(scale, x)) === x

/** The middle of a bucket; of the first half its edge, of the last the highest edge. */
export function middleOf(scale: Scale, bucket: number): number {
  if (bucket === 0) return scale.lowest / 2
  const [below, edge] = [edgeOf(scale, bucket - 1), edgeOf(scale, bucket)]
  return edge === Number.POSITIVE_INFINITY ? below : below + (edge - below) / 2
}

/** The rank, from 1 to n, of the q-quantile of n: the smallest that is at least q · n. */
export function rankOf(q: number, n: number): number {
  const rank = Math.ceil(q * n * (1 - Number.EPSILON))
  return Math.min(n, Math.max(1, rank))
}
