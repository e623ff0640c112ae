import type { DecisionMethod } from '../decision/look.ts'
import type { Bound } from '../decision/question.ts'
import type { Range } from '../effects/observed.ts'
import type { Stretch } from './stretches.ts'

/**
 * One claim about a challenger, before it is proven: what is compared, where the challenger is supposed to
 * be, and what it must clear.
 *
 * | to be proven | side, if more is better | boundary | truth |
 * |---|---|---|---|
 * | better | More | 0 | the improvement hoped for, at least `minimumEffect` |
 * | futile | Less | `minimumEffect` | 0 |
 * | safe | More | −margin, 1/ratio or a floor | what is expected: 0, 1 or the champion's level |
 * | harmful | Less | the same | the harm that must not go unseen |
 *
 * If less is better, the sides and signs are exchanged.
 */
export type Comparison = {
  readonly figure: Figure
  readonly source: Source
  readonly bound: Bound
  /** The challenger is to be proven to have more than the boundary, or less. */
  readonly side: 'More' | 'Less'
  /** On the scale of the bound: a difference, a ratio, or a level. */
  readonly boundary: number
  /** Where the challenger is supposed to be, on the same scale. */
  readonly truth: number
  /** What is left for this claim after all corrections. */
  readonly alpha: number
  readonly method: DecisionMethod
  /** What the sequences are tuned for, and what the posterior asks for: of a look, the same. */
  readonly plannedN: number
}

/** The same, with the shares under which its outcomes come. */
export type Plan = Comparison & { readonly stretches: readonly Stretch[] }

/** What is measured, and how it is with the champion. */
export type Figure = RateFigure | MeanFigure | QuantileFigure

/** The share of yes. On units that come back, a ratio is one of units with at least one event. */
export type RateFigure = { readonly kind: 'Rate'; readonly champion: number }

/**
 * A mean, or any smooth figure of means (F1, AUC, RMSE, R²): then the variance is that of what one outcome
 * contributes to it, by the delta method.
 */
export type MeanFigure = {
  readonly kind: 'Mean'
  readonly champion: number
  /** Of one outcome. */
  readonly variance: number
  /** The same as the champion's unless given. */
  readonly challengerVariance?: number
  /** Of one outcome of the champion; where nobody knows it the gate asks for more. */
  readonly skew?: number
  /**
   * In which what one outcome contributes lies, on the scale of the figure. Where it is given the decision reckons with
   * outcomes that nobody has seen yet.
   */
  readonly range?: Range
}

/** A quantile of latency, its tail lognormal. Two quantiles tell: (ln p95 − ln p50) / 1.645. */
type QuantileFigure = {
  readonly kind: 'Quantile'
  readonly quantile: number
  /** The deviation of ln latency. */
  readonly logDeviation: number
}

/** What is independent of what. */
export type Source =
  | { readonly of: 'Requests' }
  | UnitSource
  /** Both answers to the same requests. */
  | PairSource

type UnitSource = {
  readonly of: 'Units'
  readonly requestsPerUnit: number
  /** By how much the variance of a mean exceeds that of independent requests. */
  readonly designEffect: number
}

/**
 * Shadow traffic: what the two answers to a request have in common, and what neighbouring requests have. No unit comes
 * back: where units do, there are fewer pieces than pairs, and a limit of a rate is judged otherwise.
 */
export type PairSource = {
  readonly of: 'Pairs'
  /** Of the two variants' outcomes of the same request. */
  readonly correlation: number
  readonly designEffect: number
  /** Pairs in one slice of time. */
  readonly perSlice: number
}

/** −1 where less is to be proven: seen so, every claim is one of more. */
export const signOf = ({ side }: Pick<Comparison, 'side'>): 1 | -1 => (side === 'More' ? 1 : -1)
