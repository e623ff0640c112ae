import { effectOf, figureOf } from '../effects/estimate-of.ts'
import type { Inference } from '../sequential/inference.ts'
import { isUnknown, type Unknown } from '../unknown.ts'
import type { Asked } from './asked.ts'
import { byFixedHorizon } from './by-fixed-horizon.ts'
import { byPosterior, type Posterior } from './by-posterior.ts'
import { inferenceOf } from './inference-of.ts'
import type { Latch } from './latch.ts'
import type { Look } from './look.ts'

/**
 * The method of a row. `decision.method` is how the *objective* is judged; guardrails are always judged so that harm
 * is seen at any time.
 */
export function methodOf(look: Look, asked: Asked, latch: Latch): Inference | Posterior | Unknown {
  const { observed, role } = asked.question
  if (role !== 'Objective' || look.method === 'AlwaysValid')
    return inferenceOf(asked, latch, Math.max(1, look.plannedN))
  const estimated = effectOf(observed, undefined)
  if (isUnknown(estimated)) return estimated
  if (look.method === 'FixedHorizon') return byFixedHorizon(estimated, look)
  const champion = figureOf(observed, 'champion')
  return isUnknown(champion) ? champion : byPosterior(estimated, champion, look.plannedN)
}
