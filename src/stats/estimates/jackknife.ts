import type { Estimate } from '../sequential/estimate.ts'
import { sum } from '../special/sum.ts'
import { type Means, speaks, standardised, weightsOf } from './reading.ts'

/** Outcomes that may depend on each other: by epoch, and in each epoch by side. */
export type Cluster = readonly Epoch[]
type Epoch = readonly Means[]

/** From the means of each side, standardised over epochs, to the figure that is estimated. */
export type Figure = (sides: readonly (readonly number[])[]) => number | undefined

/** A figure with its error from clusters, and how far those can be trusted. */
export type Jackknifed = Estimate & {
  /** How many the side that occupies the fewest has. The error rests on them. */
  readonly clusters: number
  /** Of the estimate itself; `undefined` where clusters are too few, or too unequal, to tell. */
  readonly skew: number | undefined
}

/**
 * A figure and its error where outcomes depend on each other within clusters: each cluster is left out
 * once, on all sides together, and the spread of what remains tells the error. The figure is the one
 * combined over epochs (errors summed over epochs come out too small), with weights that stay while
 * clusters go. A few clusters know the error badly, hence the degrees of freedom: one less than the
 * clusters that the poorest side occupies. `pieces` is how many units or pairs speak.
 *
 * `undefined` while a side is empty, or the figure is undefined, also with any one cluster left out.
 * O(clusters · epochs · things). J. W. Tukey, Ann. Math. Stat. 29, 1958; J. Shao, C. F. J. Wu, "A general theory
 * for jackknife variance estimation", Ann. Stat. 17, 1989 (groups).
 */
export function jackknife(
  clusters: readonly Cluster[],
  figure: Figure,
  pieces: number,
): Jackknifed | undefined {
  const all = clusters.reduce(joinedCluster, [])
  const weights = all.map((sides) => (sides.every(speaks) ? sum(sides.map(({ n }) => n)) : 0))
  const value = combined(all, weights, figure)
  const occupying = clusters.filter((cluster) => cluster.some((sides) => sides.some(hasAny)))
  const figures = occupying.map((cluster) => combined(minus(all, cluster), weights, figure))
  if (!isDefined(value) || !figures.every(isDefined)) return undefined

  const mean = sum(figures) / figures.length
  const squares = sum(figures.map((each) => (each - mean) ** 2))
  const poorest = occupiedByPoorest(clusters)
  return {
    value,
    squaredError: (squares * (figures.length - 1)) / figures.length,
    n: pieces,
    df: poorest - 1,
    clusters: poorest,
    skew: skewOf(
      figures.map((figure) => mean - figure),
      occupying.map(sizeOf),
    ),
  }
}

/**
 * The third moment of a sum is the sum of what its parts contribute to it, however unequal they are. Of equal normal
 * parts its error is √6 / their number; unequal ones tell as much as fewer equal ones.
 */
function skewOf(parts: readonly number[], sizes: readonly number[]): number | undefined {
  const effective = 1 / Math.sqrt(sum(weightsOf(sizes).map((part) => part ** 3)))
  const squares = sum(parts.map((part) => part ** 2))
  if (!(effective >= enoughForSkew && squares > 0)) return undefined
  return sum(parts.map((part) => part ** 3)) / squares ** 1.5
}

const enoughForSkew = 48

const sizeOf = (cluster: Cluster) => sum(cluster.flatMap((sides) => sides.map(({ n }) => n)))

const isDefined = (figure: number | undefined): figure is number =>
  figure !== undefined && Number.isFinite(figure)

function combined(epochs: Cluster, weights: readonly number[], figure: Figure): number | undefined {
  const comparing = epochs.map((sides, k) => (sides.every(hasAny) ? (weights[k] ?? 0) : 0))
  if (comparing.every((weight) => weight === 0)) return undefined
  const parts = weightsOf(comparing)
  const sides = (epochs[0] ?? []).map((_, side) =>
    standardised(
      epochs.map((sides) => sides[side] ?? nothing),
      parts,
    ),
  )
  return figure(sides)
}

const hasAny = ({ n }: Means) => n > 0
const nothing: Means = { n: 0, means: [] }

/** Two clusters as one. O(epochs · things). */
export const joinedCluster = (a: Cluster, b: Cluster) => paired(a, b, 1)
const minus = (a: Cluster, b: Cluster) => paired(a, b, -1)

function paired(a: Cluster, b: Cluster, sign: 1 | -1): Cluster {
  if (a.length === 0) return b
  return a.map((sides, k) => sides.map((side, s) => joined(side, b[k]?.[s] ?? nothing, sign)))
}

function joined(a: Means, b: Means, sign: 1 | -1): Means {
  if (b.n === 0) return a
  if (a.n === 0) return b
  const n = a.n + sign * b.n
  if (n <= 0) return { n: 0, means: a.means.map(() => 0) }
  const part = (sign * b.n) / n
  return { n, means: a.means.map((mean, i) => mean + part * ((b.means[i] ?? 0) - mean)) }
}

function occupiedByPoorest(clusters: readonly Cluster[]): number {
  const occupied = (clusters[0]?.[0] ?? []).map(
    (_, side) =>
      clusters.filter((cluster) => cluster.some((sides) => hasAny(sides[side] ?? nothing))).length,
  )
  return Math.min(...occupied)
}
