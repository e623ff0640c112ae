import { type Counted, type FigureName, type FigureRow, figures } from '../estimates/figures.ts'
import type { Figure } from '../estimates/jackknife.ts'
import { gatesOfSkew, scarcer } from '../sequential/gates.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { Estimated } from './estimated.ts'
import type { Pairs } from './observed.ts'
import { leavingOutPairs } from './pairs-left-out.ts'
import { sideOfPairs } from './side-of-pairs.ts'
import { unseenOfLevel } from './unseen.ts'

/**
 * The challenger's level of any figure, from the requests that it answered beside the champion, who says nothing here.
 * Nothing of a champion cancels what makes an hour or a unit hard, so blocks of time and buckets of units tell the
 * error, as they do of a difference. Where the level drifts they take the drift for chance: what is proven of the
 * average so far is then proven later. Rates have methods of their own (`level-of-units.ts`, the level split).
 * O(clusters · epochs · things), as the jackknife.
 */
export function levelOfPairs(observed: Exclude<Pairs, { figure: 'Rate' }>): Estimated | Unknown {
  const { means, functional } = figures[observed.figure] as FigureRow<Counted[FigureName]>
  const own = sideOfPairs(observed, 'challenger')
  if (isUnknown(own)) return own
  const level: Figure = ([, challenger = []]) => functional.value(challenger)
  const leftOut = leavingOutPairs<Counted[FigureName]>(observed, means)(level)
  if (leftOut === undefined) return unknownBecause('TooFew')
  const { estimate, samples, gates } = leftOut
  const scarcest = samples.reduce(scarcer, own.sample)
  return {
    estimate,
    gates: [...gatesOfSkew('Pairs', scarcest, estimate.squaredError), ...gates],
    method: 'PairedSequence',
    unseen: unseenOfLevel(own.readings, own.ranged),
  }
}
