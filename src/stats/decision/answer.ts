import { isOpen } from '../sequential/gate.ts'
import type { Inference } from '../sequential/inference.ts'
import { isUnknown, type Unknown } from '../unknown.ts'
import { type Asked, isMargin } from './asked.ts'
import type { Posterior } from './by-posterior.ts'
import { type Finding, findingOf, findingOfLosses } from './claims.ts'
import { type Latch, remembered } from './latch.ts'
import type { Look } from './look.ts'
import { methodOf } from './method-of.ts'

/** What is known of a bound at this look, and what is remembered of it. */
export type Answer = {
  readonly asked: Asked
  readonly inference: Inference | Posterior | Unknown
  readonly latch: Latch
}

/** One bound at one look: first what is to be remembered of it, then what it says. O(evidence of the row). */
export function answerTo(look: Look, asked: Asked, past: Latch): Answer {
  const { question, bound, boundary } = asked
  const margin = isMargin(asked) ? boundary : undefined
  const { plannedN } = look
  const latch = remembered(past, question.observed, { bound, margin, plannedN })
  return { asked, latch, inference: methodOf(look, asked, latch) }
}

/** Nothing is claimed below a gate. What is only shown claims nothing by itself. */
export function claimOf({ asked, inference }: Answer): Finding {
  if (isUnknown(inference) || asked.question.role === 'Info' || !isOpen(inference.gates))
    return 'Open'
  return 'expected' in inference ? findingOfLosses(inference, asked) : findingOf(inference, asked)
}
