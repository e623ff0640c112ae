import type { FigureRow } from '../estimates/figures.ts'
import { type Cluster, joinedCluster } from '../estimates/jackknife.ts'
import type { Means } from '../estimates/reading.ts'
import type { Margins, PairedStratum, Stratum } from '../strata/stratum.ts'
import { bucketCount } from '../strata/tally-key.ts'
import type { Both } from './observed.ts'

type MeansOf<S> = FigureRow<S>['means']

/** Units that share a bucket of their hash, in the traffic of both variants. O(buckets · epochs · things). */
export function bucketsOfSplit<S>(
  strata: readonly Stratum<S>[],
  means: MeansOf<S>,
): readonly Cluster[] {
  return buckets((bucket) =>
    strata.map(({ champion, challenger }) => [
      meansAt(champion, bucket, means),
      meansAt(challenger, bucket, means),
    ]),
  )
}

/** Units that share a bucket, in the traffic of one variant. O(buckets · epochs · things). */
export function bucketsOfSide<S>(
  strata: readonly Stratum<S>[],
  side: 'champion' | 'challenger',
  means: MeansOf<S>,
): readonly Cluster[] {
  return buckets((bucket) => strata.map((stratum) => [meansAt(stratum[side], bucket, means)]))
}

/** Pairs of units that share a bucket. O(buckets · epochs · things). */
export function bucketsOfPairs<S>(
  strata: readonly PairedStratum<Both<S>>[],
  means: MeansOf<S>,
): readonly Cluster[] {
  return buckets((bucket) => strata.map(({ pairs }) => bothMeans(pairs.byBucket[bucket], means)))
}

/**
 * Pairs of neighbouring slices: what hits one hits the next. By blocks of one, two and four lengths, so that it
 * shows when neighbours are alike, and the error of short blocks is not believed. With time blocks don't
 * become more, beyond 64, but longer. O(slices · epochs · things).
 */
export function blocksOfPairs<S>(
  strata: readonly PairedStratum<Both<S>>[],
  means: MeansOf<S>,
): readonly (readonly Cluster[])[] {
  const slices = slicesOf(strata)
  const bySlice = Array.from(
    { length: slices },
    (_, slice): Cluster => strata.map(({ pairs }) => bothMeans(pairs.bySlice[slice], means)),
  )
  return lengthsFor(slices).map((length) => joinedBy(length, bySlice))
}

/** How many of the shortest blocks so many slices make. */
export const shortestBlocks = (slices: number): number =>
  Math.floor(slices / Math.min(...lengthsFor(slices)))

/** How many of the longest blocks so many slices make: where there are eight, they tell their own error. */
export const longestBlocks = (slices: number): number =>
  Math.floor(slices / Math.max(...lengthsFor(slices)))

/** In how many slices a pair occurred, over all epochs. */
export const slicesOf = (strata: readonly PairedStratum<unknown>[]): number =>
  Math.max(0, ...strata.map(({ pairs }) => pairs.bySlice.length))

function lengthsFor(slices: number): readonly number[] {
  const length = Math.max(1, Math.ceil(slices / mostBlocks))
  return [length, 2 * length, 4 * length]
}

const mostBlocks = 64

/** A rest that makes no block of its own goes to the last one. */
function joinedBy(length: number, bySlice: readonly Cluster[]): readonly Cluster[] {
  const blocks = Math.floor(bySlice.length / length)
  return Array.from({ length: blocks }, (_, block) =>
    bySlice
      .slice(block * length, block === blocks - 1 ? undefined : (block + 1) * length)
      .reduce(joinedCluster),
  )
}

const buckets = (cluster: (bucket: number) => Cluster) =>
  Array.from({ length: bucketCount }, (_, bucket) => cluster(bucket))

const nothing: Means = { n: 0, means: [] }

function meansAt<S>({ byBucket }: Margins<S>, bucket: number, means: MeansOf<S>): Means {
  const counted = byBucket[bucket]
  return counted === undefined ? nothing : means(counted)
}

const bothMeans = <S>(both: Both<S> | undefined, means: MeansOf<S>): readonly Means[] =>
  both === undefined ? [nothing, nothing] : [means(both.champion), means(both.challenger)]
