import { bySequence } from '../sequential/by-sequence.ts'
import type { Estimate } from '../sequential/estimate.ts'
import type { Gate } from '../sequential/gate.ts'
import type { Inference, Method } from '../sequential/inference.ts'
import { type Reach, widened } from '../sequential/widened.ts'
import { isUnknown, type Unknown } from '../unknown.ts'

/** An estimate with what must be there before its error can be believed, whoever judges it. */
export type Estimated = {
  readonly estimate: Estimate
  readonly gates: readonly Gate[]
  /** The sequence that suits it. */
  readonly method: Method
  /** Whoever judges only what was seen may leave it out. */
  readonly unseen: Reach
}

/**
 * By the sequence that suits it, and by what nobody has seen, where it is known how bad that can be. As dear as
 * `widened`, where that is known.
 */
export function judgedBySequence(
  estimated: Estimated | Unknown,
  tunedFor: number,
): Inference | Unknown {
  if (isUnknown(estimated)) return estimated
  const { estimate, gates, method, unseen } = estimated
  return widened(bySequence(estimate, { method, gates, tunedFor }), unseen)
}
