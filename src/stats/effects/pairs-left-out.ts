import type { FigureRow } from '../estimates/figures.ts'
import { type Cluster, type Figure, type Jackknifed, jackknife } from '../estimates/jackknife.ts'
import type { Estimate } from '../sequential/estimate.ts'
import type { Gate } from '../sequential/gate.ts'
import { clustersGate, type Sample } from '../sequential/gates.ts'
import type { PairedStratum } from '../strata/stratum.ts'
import { blocksOfPairs, bucketsOfPairs, longestBlocks, slicesOf } from './clusters.ts'
import type { Both } from './observed.ts'

/** Pairs of whatever is counted, and as how many independent ones they count, where units come back: as of `Pairs`. */
export type PairsOf<S> = {
  readonly strata: readonly PairedStratum<Both<S>>[]
  readonly effective?: number
  readonly asLarge?: number
}

/** A figure of pairs with its error, and what there must be before that is believed. */
export type LeftOut = {
  readonly estimate: Estimate
  /** By blocks of time of each length, and by buckets of units: the larger of their errors is that of the estimate. */
  readonly found: readonly Jackknifed[]
  /**
   * What one pair contributes, as far as clusters tell. Two levels may be as even as one likes where their difference
   * is not: a little better nearly always, and very wrong now and then. That is not counted, but shows in whatever is
   * left out.
   */
  readonly samples: readonly Sample[]
  readonly gates: readonly Gate[]
}

/**
 * How figures vary when pairs are left out, which may be alike from one moment to the next and within a unit: blocks
 * of time and buckets of units go in turn, and the largest error counts, with the fewest degrees of freedom.
 * `undefined` while there is nothing to leave out. The clusters are put together once for all figures, of which each
 * costs four jackknives.
 */
export function leavingOutPairs<S>(
  pairs: PairsOf<S>,
  means: FigureRow<S>['means'],
): (figure: Figure) => LeftOut | undefined {
  const { strata, effective } = pairs
  const n = piecesOf(pairs, means)
  const blocks = blocksOfPairs(strata, means)
  const buckets = bucketsOfPairs(strata, means)
  return (figure) => {
    const leftOut = (clusters: readonly Cluster[]) =>
      clusters.length === 0 ? undefined : jackknife(clusters, figure, n)
    const byBucket = leftOut(buckets)
    const byBlock = blocks.map(leftOut)
    const [first] = byBlock
    if (first === undefined) return undefined
    const found = [...byBlock, byBucket].filter((each) => each !== undefined)
    const units = effective === undefined ? [] : [clustersGate('Buckets', byBucket?.clusters ?? 0)]
    return {
      estimate: {
        ...first,
        squaredError: Math.max(...found.map((each) => each.squaredError)),
        df: Math.min(first.df, byBucket?.df ?? first.df),
      },
      found,
      samples: found.flatMap(({ skew }) =>
        skew === undefined ? [] : [{ n, skew: skew * Math.sqrt(n) }],
      ),
      gates: [clustersGate('Blocks', longestBlocks(slicesOf(strata))), ...units],
    }
  }
}

/** So many independent pairs speak. O(epochs · things). */
export function piecesOf<S>(
  { strata, effective }: PairsOf<S>,
  means: FigureRow<S>['means'],
): number {
  const n = strata.reduce((sum, { pairs }) => sum + means(pairs.whole.champion).n, 0)
  return Math.min(n, effective ?? n)
}
