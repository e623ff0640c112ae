import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { differenceOf, levelOf } from '../estimates/linearised.ts'
import { gatesOfSkew } from '../sequential/gates.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, cautionOf } from './few-events.ts'
import type { Side, Split } from './observed.ts'
import { unseenOfDifference, unseenOfLevel } from './unseen.ts'

/**
 * Challenger − champion, where every request is a unit of its own. `margin` is the difference that
 * matters, where one is given. O(epochs · things).
 */
export function effectOfSplit(split: Split, margin: number | undefined): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const champion = readingsOf(split.strata, 'champion', row)
  const challenger = readingsOf(split.strata, 'challenger', row)
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const estimate = differenceOf({ champion, challenger }, row.functional)
  if (estimate === undefined) return unknownBecause('TooFew')
  const { leastSquaredError, gates, scarcer } =
    split.figure === 'Rate' ? ofRate(split.strata, margin) : { ...noDemands, ...estimate }
  const squaredError = Math.max(estimate.squaredError, leastSquaredError)
  const ranged = { functional: row.functional, range: split.range }
  return {
    estimate: { ...estimate, squaredError },
    gates: [...gatesOfSkew('Predictions', scarcer, squaredError), ...gates],
    method: 'ConfidenceSequence',
    unseen: unseenOfDifference({ champion, challenger }, { champion: ranged, challenger: ranged }),
  }
}

const noDemands = { leastSquaredError: 0, gates: [] }

/** Of a rate, its events say what its skew would. */
function ofRate(strata: readonly Stratum<Counts>[], margin: number | undefined) {
  const champion = basisOf(strata.map((stratum) => stratum.champion.whole))
  const challenger = basisOf(strata.map((stratum) => stratum.challenger.whole))
  const { gate, leastSquaredError } = cautionOf({ champion, challenger }, margin)
  const n = Math.min(champion.counts.n, challenger.counts.n)
  return { leastSquaredError, gates: [gate], scarcer: { n, skew: 0 } }
}

/** The challenger's level, where every request is a unit of its own. O(epochs · things). */
export function levelOfSplit(split: Split): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const readings = readingsOf(split.strata, 'challenger', row)
  if (isUnknown(readings)) return readings
  const estimate = levelOf(readings, row.functional)
  if (estimate === undefined) return unknownBecause('TooFew')
  const gates = gatesOfSkew('Predictions', estimate.scarcer, estimate.squaredError)
  const unseen = unseenOfLevel(readings, { functional: row.functional, range: split.range })
  return { estimate, gates, method: 'ConfidenceSequence', unseen }
}

/** What the outcomes of one variant say, epoch by epoch; or why one of them says nothing. O(epochs · things). */
export function readingsOf<S>(
  strata: readonly Stratum<S>[],
  side: Side,
  { read }: Pick<FigureRow<S>, 'read'>,
) {
  return allKnown(strata.map((stratum) => read(stratum[side].whole)))
}
