import type { Gate } from './gate.ts'

/** How a row was judged; the name that status prints. */
export type Method =
  | 'EventSplit'
  | 'DifferenceSplit'
  | 'LevelSplit'
  | 'QuantileSequence'
  | 'ConfidenceSequence'
  | 'ClusteredSequence'
  | 'PairedSequence'
  | 'Reported'
  | 'FixedHorizon'
  | 'Posterior'

/**
 * What a method knows at one look, whatever the method: bounds at any level, and p values of the two
 * claims «more than» and «less than» a boundary. A bound at alpha excludes the boundary exactly where
 * the p value at that level is at most alpha.
 */
export type Inference = {
  readonly method: Method
  readonly estimate: number | undefined
  /** What must be there before any of this may be acted upon. */
  readonly gates: readonly Gate[]
  /** Holds at all looks together with probability 1 − alpha. */
  readonly low: (alpha: number) => number
  readonly high: (alpha: number) => number
  /** ln p of «at most the boundary». */
  readonly logPMore: (boundary: number, alpha: number) => number
  /** ln p of «at least the boundary». */
  readonly logPLess: (boundary: number, alpha: number) => number
}
