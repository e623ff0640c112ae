import type { Quality } from '../quality/quality.ts'
import type { Trial } from './question.ts'

/** How the objective is judged: `decision.method` of the experiment. */
export type DecisionMethod = 'AlwaysValid' | 'FixedHorizon' | 'Bayesian'

/** All that a verdict may depend on, besides what earlier looks left in the latches. */
export type Look = {
  readonly method: DecisionMethod
  /** The chance to promote falsely, over all looks and challengers. */
  readonly alpha: number
  /** The chance to roll back falsely, over all looks, challengers and guardrails. */
  readonly harmAlpha: number
  /** Since the round opened, not counting outages of evidence. */
  readonly elapsedMs: number
  readonly minimumMs: number
  readonly maximumMs: number
  /** How many outcomes the planner expects to need: a posterior waits for them, all else is only tuned to them. */
  readonly plannedN: number
  /** Of all challengers that entered the round, rolled back since or not. */
  readonly entered: number
  /** The challengers that are still in. */
  readonly trials: readonly Trial[]
  readonly quality: Quality
}
