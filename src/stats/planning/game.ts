import type { EpochRates } from '../sequential/difference-split.ts'
import type { Inference, Method } from '../sequential/inference.ts'
import type { Stretch } from './stretches.ts'

/** A split of events: what happens to each outcome, and who judges the counts. */
export type Game = {
  readonly method: Method
  readonly champion: number
  readonly challenger: number
  /** By how much the challenger's rate grows with its truth. */
  readonly slope: number
  /** What an event counts for, if it is the challenger's, and against, if it is the champion's. */
  readonly counts: (chance: number) => { readonly won: number; readonly lost: number }
  /** Of a stretch, what is counted. */
  readonly seen: (stretch: Stretch) => Stretch
  /** By how much more counts vary than those of independent outcomes. */
  readonly dispersion: number
  readonly opens: number
  readonly boundary: number
  readonly judge: (epochs: readonly EpochRates[]) => Inference
}
