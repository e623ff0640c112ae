import { expectedExcess } from '../bayes/expected-excess.ts'
import { acceptableLoss, priorVariance } from '../decision/by-posterior.ts'
import { normal } from '../distributions/normal.ts'
import { student } from '../distributions/student.ts'
import { rootOf } from '../fixed/root.ts'
import { bySequence } from '../sequential/by-sequence.ts'
import type { Estimate } from '../sequential/estimate.ts'
import { widened } from '../sequential/widened.ts'
import type { Comparison } from './plan.ts'

/** How far beyond the boundary an estimate must lie. */
export type Bar = {
  readonly looks: 'Always' | 'Once'
  /** Whether nothing is decided before the planned number of pieces. */
  readonly waits: boolean
  /** `reach`: how far what nobody has seen would move the estimate; who judges only what was seen leaves it out. */
  readonly radius: (estimate: Estimate, comparison: Comparison, reach: number) => number
}

/**
 * The ways to judge an estimate with its error, each as the decision does it: for the sequence, and what widens it, the
 * engine itself is asked. Some eighty evaluations where anything may be unseen, else one; of the posterior ten.
 */
export const bars: { readonly [N in 'Sequence' | 'FixedHorizon' | 'Posterior']: Bar } = {
  Sequence: {
    looks: 'Always',
    waits: false,
    radius: (estimate, { alpha, plannedN }, reach) =>
      widened(
        bySequence(
          { ...estimate, value: 0 },
          { method: 'ConfidenceSequence', gates: [], tunedFor: plannedN },
        ),
        { down: 0, up: reach },
      ).high(alpha),
  },
  FixedHorizon: {
    looks: 'Once',
    waits: false,
    radius: ({ squaredError, df }, { alpha }) =>
      Math.sqrt(squaredError) *
      (df === Number.POSITIVE_INFINITY ? normal : student(df)).atAbove(Math.log(alpha)),
  },
  Posterior: { looks: 'Always', waits: true, radius: radiusOfLoss },
}

/** Where the expected loss is just acceptable, or where little can be lost, and the challenger loses less. */
function radiusOfLoss({ squaredError }: Estimate, { figure }: Comparison): number {
  const size = figure.kind === 'Quantile' ? 1 : Math.abs(figure.champion)
  const variance = squaredError / size ** 2
  const share = priorVariance / (priorVariance + variance)
  const deviation = Math.sqrt(share * variance)
  const excess = (z: number) => Math.log(expectedExcess(-z)) - Math.log(acceptableLoss / deviation)
  const widest = 1 + acceptableLoss / deviation
  return (size * deviation * Math.max(0, rootOf(excess, -widest, 40))) / share
}
