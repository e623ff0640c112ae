import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import type { Gate } from '../sequential/gate.ts'
import { gatesOfSkew, scarcer } from '../sequential/gates.ts'
import type { PairedStratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { differing } from './effect-of-units.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, cautionOf } from './few-events.ts'
import type { Both, Pairs, Side } from './observed.ts'
import { leavingOutPairs } from './pairs-left-out.ts'
import { sideOfPairs } from './side-of-pairs.ts'
import { besidesOne, unseenOfPairs } from './unseen.ts'

/**
 * Challenger − champion, from the answers of both to the same requests. What makes requests hard is
 * taken out of the difference; what remains may be alike within a unit, and from one moment to the
 * next: so blocks of time and buckets of units are left out in turn, and the largest error counts, with
 * the fewest degrees of freedom. `margin` is the difference that matters, where one is given.
 * Four jackknives: O(clusters · epochs · things).
 */
export function effectOfPairs(observed: Pairs, margin: number | undefined): Estimated | Unknown {
  const row = figures[observed.figure] as FigureRow<Counted[FigureName]>
  const champion = sideOfPairs(observed, 'champion')
  const challenger = sideOfPairs(observed, 'challenger')
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const leftOut = leavingOutPairs<Counted[FigureName]>(observed, row.means)(differing(row))
  if (leftOut === undefined) return unknownBecause('TooFew')
  const { estimate } = leftOut

  const { least, gates, skew } =
    observed.figure === 'Rate' ? ofRate(observed.strata, estimate.n, margin) : noDemands
  const errorSeen = Math.max(least, estimate.squaredError)
  const unseen = unseenOfPairs(
    { champion: champion.readings, challenger: challenger.readings },
    challenger.ranged,
  )
  const squaredError = observed.figure === 'Rate' ? besidesOne(errorSeen, unseen) : errorSeen
  const samples = [champion.sample, challenger.sample, ...leftOut.samples]
  const scarcest = samples.map((sample) => ({ ...sample, ...skew })).reduce(scarcer)
  return {
    estimate: { ...estimate, squaredError },
    gates: [...gatesOfSkew('Pairs', scarcest, errorSeen), ...leftOut.gates, ...gates],
    method: 'PairedSequence',
    unseen,
  }
}

const noDemands = { least: 0, gates: [], skew: {} }

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
  const size = Math.min(1, Math.abs(margin ?? 0))
  return {
    least: (size * (1 - size)) / Math.max(1, pieces),
    skew: { skew: 0 },
    gates: [gateOfPairs(strata, pieces, margin)],
  }
}

/** What a comparison of rates asks for where few pairs had an event. O(epochs). */
export function gateOfPairs(
  strata: readonly PairedStratum<Both<Counts>>[],
  pieces: number,
  margin?: number,
): Gate {
  const basis = (side: Side) =>
    basisOf(
      strata.map(({ pairs }) => pairs.whole[side]),
      { independent: pieces },
    )
  return cautionOf({ champion: basis('champion'), challenger: basis('challenger') }, margin).gate
}
