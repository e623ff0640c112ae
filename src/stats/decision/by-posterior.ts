import { effectPosterior } from '../bayes/normal-effect.ts'
import { normal } from '../distributions/normal.ts'
import type { Estimated } from '../effects/estimated.ts'
import type { Inference } from '../sequential/inference.ts'
import { isUnknown, type Unknown } from '../unknown.ts'

/**
 * An inference by probability, and by how much the metric is expected to rise or to fall, relative to the
 * champion: of the two, what goes against the goal is lost by choosing the challenger, the other by
 * keeping the champion.
 */
export type Posterior = Inference & { readonly expected: Expected }
type Expected = { readonly rise: number; readonly fall: number }

/** The loss below which a choice is made. */
export const acceptableLoss = 0.001

/** Of the effect relative to the champion: a deviation of 30 %. */
export const priorVariance = 0.3 ** 2

/**
 * The effect under a prior belief that it is about nil: normal, relative to the champion, with a
 * deviation of 30 %. Bounds are those of probability, on the metric's own scale. Nothing here promises an
 * error rate to those who look often; what it asks for is the planned number of outcomes.
 */
export function byPosterior(
  { estimate, gates }: Estimated,
  champion: number,
  plannedN: number,
): Posterior | Unknown {
  const size = Math.abs(champion)
  const posterior = effectPosterior(
    { n: 1, mean: size, variance: 0 },
    { n: 1, mean: size + estimate.value, variance: estimate.squaredError },
    { alpha: 0.05, prior: { mean: 0, variance: priorVariance } },
  )
  if (isUnknown(posterior)) return posterior
  const [mean, deviation] = [posterior.mean * size, posterior.deviation * size]
  return {
    method: 'Posterior',
    estimate: mean,
    gates: [...gates, { name: 'PlannedPredictions', have: estimate.n, need: plannedN }],
    low: (alpha) => mean - normal.atAbove(Math.log(alpha)) * deviation,
    high: (alpha) => mean + normal.atAbove(Math.log(alpha)) * deviation,
    logPMore: (boundary) => normal.logAbove((mean - boundary) / deviation),
    logPLess: (boundary) => normal.logBelow((mean - boundary) / deviation),
    expected: { rise: posterior.lossOfChampion, fall: posterior.lossOfChallenger },
  }
}
