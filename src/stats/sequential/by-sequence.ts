import type { Estimate } from './estimate.ts'
import type { Gate } from './gate.ts'
import type { Inference, Method } from './inference.ts'
import { logP, logPOfLess, sequenceBounds } from './sequence.ts'

/**
 * An estimate with its error, judged by the asymptotic confidence sequence behind its gates. O(1); where the error
 * rests on clusters, each answer takes a tail or a quantile of Student's t.
 */
export function bySequence(
  estimate: Estimate,
  { method, gates, tunedFor }: { method: Method; gates: readonly Gate[]; tunedFor: number },
): Inference {
  const bounds = (alpha: number) =>
    sequenceBounds(estimate, { alphaLow: alpha, alphaHigh: alpha, tunedFor })
  return {
    method,
    estimate: estimate.value,
    gates,
    low: (alpha) => bounds(alpha).low,
    high: (alpha) => bounds(alpha).high,
    logPMore: (boundary, alpha) => logP(estimate, boundary, { alpha, tunedFor }),
    logPLess: (boundary, alpha) => logPOfLess(estimate, boundary, { alpha, tunedFor }),
  }
}
