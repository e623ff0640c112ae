import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { differenceOf, levelOf } from '../estimates/linearised.ts'
import { gatesOfSkew } from '../sequential/gates.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { Estimated } from './estimated.ts'
import { basisOf, cautionOf } from './few-events.ts'
import type { Side, Split } from './observed.ts'

/**
 * Challenger − champion, where every request is a unit of its own. `margin` is the difference that
 * matters, where one is given.
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
  return {
    estimate: { ...estimate, squaredError },
    gates: [...gatesOfSkew('Predictions', scarcer, squaredError), ...gates],
    method: 'ConfidenceSequence',
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

/** The level of one variant, where every request is a unit of its own. */
export function levelOfSplit(split: Split, side: Side): Estimated | Unknown {
  const row = figures[split.figure] as FigureRow<Counted[FigureName]>
  const readings = readingsOf(split.strata, side, row)
  if (isUnknown(readings)) return readings
  const estimate = levelOf(readings, row.functional)
  if (estimate === undefined) return unknownBecause('TooFew')
  const gates = gatesOfSkew('Predictions', estimate.scarcer, estimate.squaredError)
  return { estimate, gates, method: 'ConfidenceSequence' }
}

export function readingsOf<S>(strata: readonly Stratum<S>[], side: Side, { read }: FigureRow<S>) {
  return allKnown(strata.map((stratum) => read(stratum[side].whole)))
}
