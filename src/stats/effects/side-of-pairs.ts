import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import { levelOf } from '../estimates/linearised.ts'
import type { Reading } from '../estimates/reading.ts'
import type { Sample } from '../sequential/gates.ts'
import { allKnown, isUnknown, type Unknown } from '../unknown.ts'
import type { Pairs, Side } from './observed.ts'
import { piecesOf } from './pairs-left-out.ts'
import { partOf, type Ranged, yesOrNo } from './unseen.ts'

/** What one variant answered in pairs. */
type SideOfPairs = {
  readonly readings: readonly Reading[]
  readonly ranged: Ranged
  readonly sample: Sample
}

/** One variant's answers in all pairs, epoch by epoch, with the skew of a single one. O(epochs · things). */
export function sideOfPairs(observed: Pairs, side: Side): SideOfPairs | Unknown {
  const row = figures[observed.figure] as FigureRow<Counted[FigureName]>
  const { read, means, functional } = row
  const readings = allKnown(observed.strata.map(({ pairs }) => read(pairs.whole[side])))
  if (isUnknown(readings)) return readings
  const n = piecesOf<Counted[FigureName]>(observed, means)
  const part = partOf(observed.asLarge ?? n, readings)
  return {
    readings,
    ranged: { functional, range: rangeOf(observed), part },
    sample: { n, skew: levelOf(readings, functional)?.scarcer.skew },
  }
}

/** Of a rate it matters where units come back. */
function rangeOf({ figure, effective, range }: Pairs) {
  if (figure !== 'Rate') return range
  return effective === undefined ? undefined : yesOrNo
}
