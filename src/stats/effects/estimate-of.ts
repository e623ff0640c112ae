import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { levelOf as levelOfReadings } from '../estimates/linearised.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { effectOfPairs } from './effect-of-pairs.ts'
import { effectOfSplit, levelOfSplit } from './effect-of-split.ts'
import { effectOfUnits } from './effect-of-units.ts'
import type { Estimated } from './estimated.ts'
import { levelOfUnits } from './level-of-units.ts'
import type { Observed, Side, Split } from './observed.ts'

/**
 * The challenger's effect on a figure with its error, as the independence of what was observed allows. Four jackknives
 * at most.
 */
export function effectOf(observed: Observed, margin: number | undefined): Estimated | Unknown {
  if (observed.of === 'Pairs') return effectOfPairs(observed, margin)
  if (observed.of !== 'Split') return unknownBecause('NoMethod')
  return observed.units === undefined
    ? effectOfSplit(observed, margin)
    : effectOfUnits(observed, observed.units, margin)
}

/** The challenger's level with its error, against a limit. A jackknife at most. */
export function levelOf(split: Split, limit: number): Estimated | Unknown {
  return split.units === undefined ? levelOfSplit(split) : levelOfUnits(split, split.units, limit)
}

/** The figure of one variant, without an error. O(epochs · things). */
export function figureOf(observed: Observed, side: Side): number | Unknown {
  if (observed.of !== 'Split' && observed.of !== 'Pairs') return unknownBecause('NoMethod')
  const { read, functional } = figures[observed.figure] as FigureRow<Counted[FigureName]>
  const wholes =
    observed.of === 'Pairs'
      ? observed.strata.map(({ pairs }) => pairs.whole[side])
      : observed.strata.map((stratum) => stratum[side].whole)
  const readings = allKnown(wholes.map(read))
  if (isUnknown(readings)) return readings
  return levelOfReadings(readings, functional)?.value ?? unknownBecause('TooFew')
}
