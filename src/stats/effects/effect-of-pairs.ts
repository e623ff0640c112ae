import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { type Cluster, jackknife } from '../estimates/jackknife.ts'
import { levelOf } from '../estimates/linearised.ts'
import { clustersGate, gatesOfSkew, scarcer } from '../sequential/gates.ts'
import type { PairedStratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { blocksOfPairs, bucketsOfPairs, longestBlocks, slicesOf } from './clusters.ts'
import { differing } from './effect-of-units.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, cautionOf } from './few-events.ts'
import type { Both, Pairs, Side } from './observed.ts'

/**
 * Challenger − champion, from the answers of both to the same requests. What makes requests hard is
 * taken out of the difference; what remains may be alike within a unit, and from one moment to the
 * next: so blocks of time and buckets of units are left out in turn, and the largest error counts, with
 * the fewest degrees of freedom. `margin` is the difference that matters, where one is given.
 */
export function effectOfPairs(observed: Pairs, margin: number | undefined): Estimated | Unknown {
  const row = figures[observed.figure] as Row
  const champion = readingsOf(observed, 'champion', row)
  const challenger = readingsOf(observed, 'challenger', row)
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const n = champion.reduce((sum, reading) => sum + reading.n, 0)
  const pieces = Math.min(n, observed.effective ?? n)
  const blocks = blocksOfPairs<Counted[FigureName]>(observed.strata, row.means).map((each) =>
    leftOut(each, row, pieces),
  )
  const buckets = leftOut(bucketsOfPairs(observed.strata, row.means), row, pieces)
  const found = [...blocks, buckets].filter((each) => each !== undefined)
  const [first] = found
  if (first === undefined || blocks[0] === undefined) return unknownBecause('TooFew')

  const { least, gates, skew } =
    observed.figure === 'Rate' ? ofRate(observed.strata, pieces, margin) : noDemands
  const squaredError = Math.max(least, ...found.map((each) => each.squaredError))
  const samples = [champion, challenger].map((readings) => ({
    n: pieces,
    skew: levelOf(readings, row.functional)?.scarcer.skew,
    ...skew,
  }))
  return {
    estimate: { ...first, squaredError, df: Math.min(first.df, buckets?.df ?? first.df) },
    gates: [
      ...gatesOfSkew('Pairs', samples.reduce(scarcer), squaredError),
      clustersGate('Blocks', longestBlocks(slicesOf(observed.strata))),
      ...(observed.effective === undefined
        ? []
        : [clustersGate('Buckets', buckets?.clusters ?? 0)]),
      ...gates,
    ],
    method: 'PairedSequence',
  }
}

const noDemands = { least: 0, gates: [], skew: {} }

type Row = FigureRow<Counted[FigureName]>

/** No clusters are no evidence. */
const leftOut = (clusters: readonly Cluster[], row: Row, pieces: number) =>
  clusters.length === 0 ? undefined : jackknife(clusters, differing(row), pieces)

/**
 * Of answers that only agree or disagree. Where they differ by the margin they disagree that often at
 * least: that much error is assumed, so two models that never differ can be proven to be as good as each
 * other.
 */
function ofRate(
  strata: readonly PairedStratum<Both<Counts>>[],
  pieces: number,
  margin: number | undefined,
) {
  const basis = (side: Side) =>
    basisOf(
      strata.map(({ pairs }) => pairs.whole[side]),
      { independent: pieces },
    )
  const bases = { champion: basis('champion'), challenger: basis('challenger') }
  const size = Math.min(1, Math.abs(margin ?? 0))
  return {
    least: (size * (1 - size)) / Math.max(1, pieces),
    skew: { skew: 0 },
    gates: [cautionOf(bases, margin).gate],
  }
}

const readingsOf = ({ strata }: Pairs, side: Side, { read }: Row) =>
  allKnown(strata.map(({ pairs }) => read(pairs.whole[side])))
