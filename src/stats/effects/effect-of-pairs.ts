import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import type { Jackknifed } from '../estimates/jackknife.ts'
import { levelOf } from '../estimates/linearised.ts'
import { gatesOfSkew, scarcer } from '../sequential/gates.ts'
import { sum } from '../special/sum.ts'
import type { PairedStratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { differing } from './effect-of-units.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, cautionOf } from './few-events.ts'
import type { Both, Pairs, Side } from './observed.ts'
import { leavingOutPairs } from './pairs-left-out.ts'
import { unseenOfPairs } from './unseen.ts'

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
  const leftOut = leavingOutPairs<Counted[FigureName]>(observed, row.means)(differing(row))
  if (leftOut === undefined) return unknownBecause('TooFew')
  const { estimate, found } = leftOut
  const pieces = estimate.n

  const { least, gates, skew } =
    observed.figure === 'Rate' ? ofRate(observed.strata, pieces, margin) : noDemands
  const squaredError = Math.max(least, estimate.squaredError)
  const skews = [
    ...[champion, challenger].map((each) => levelOf(each, row.functional)?.scarcer.skew),
    ...skewsOfDifference(found, pieces),
  ]
  const samples = skews.map((each) => ({ n: pieces, skew: each, ...skew }))
  const ranged = {
    functional: row.functional,
    range: observed.range,
    part: pieces / Math.max(1, sum(champion.map(({ n }) => n))),
  }
  return {
    estimate: { ...estimate, squaredError },
    gates: [
      ...gatesOfSkew('Pairs', samples.reduce(scarcer), squaredError),
      ...leftOut.gates,
      ...gates,
    ],
    method: 'PairedSequence',
    unseen: unseenOfPairs({ champion, challenger }, ranged),
  }
}

/**
 * Of what one pair contributes. Two levels may be as even as one likes where their difference is not: a little better
 * nearly always, and very wrong now and then. That is not counted, but shows in whatever is left out.
 */
const skewsOfDifference = (found: readonly Jackknifed[], pieces: number): readonly number[] =>
  found.flatMap(({ skew }) => (skew === undefined ? [] : [skew * Math.sqrt(pieces)]))

const noDemands = { least: 0, gates: [], skew: {} }

type Row = FigureRow<Counted[FigureName]>

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
