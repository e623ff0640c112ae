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
 *
 * Where it exceeds 1, 1/p of a look is evidence that is worth at most 1 on average while the boundary holds: an
 * e-value, for any one `alpha` that is chosen beforehand. Exactly of the splits; of the sequences once their gates are
 * open, as far as their scores are normal, since their p is above the reciprocal of the mixture that they stand on. It
 * stays one where a t is mapped, which makes the score normal, and where p is raised by what nobody has seen: that is a
 * fair bet until it is seen, and from then on skew keeps the gate closed until the normal will do. The least p over
 * looks is none, nor is that of a `Reported` number.
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
