import { normal } from '../distributions/normal.ts'
import { student } from '../distributions/student.ts'
import type { Estimated } from '../effects/estimated.ts'
import { type Estimate, opposite } from '../sequential/estimate.ts'
import type { Inference } from '../sequential/inference.ts'

/** Of a round. */
export type Elapsed = { readonly elapsedMs: number; readonly maximumMs: number }

/**
 * An estimate judged once, at the end of the round: bounds that hold there, and at no earlier look. So
 * the last gate is time. Each bound with probability 1 − alpha.
 *
 * Student, Biometrika 6, 1908, where the error rests on clusters; else the normal.
 */
export function byFixedHorizon(
  { estimate, gates }: Estimated,
  { elapsedMs, maximumMs }: Elapsed,
): Inference {
  return {
    method: 'FixedHorizon',
    estimate: estimate.value,
    gates: [...gates, { name: 'Duration', have: elapsedMs, need: maximumMs }],
    low: (alpha) => lowest(estimate, alpha),
    high: (alpha) => -lowest(opposite(estimate), alpha),
    logPMore: (boundary) => logPOf(estimate, boundary),
    logPLess: (boundary) => logPOf(opposite(estimate), -boundary),
  }
}

const lowest = (estimate: Estimate, alpha: number) =>
  estimate.value - tails(estimate).atAbove(Math.log(alpha)) * Math.sqrt(estimate.squaredError)

const logPOf = (estimate: Estimate, boundary: number) =>
  tails(estimate).logAbove((estimate.value - boundary) / Math.sqrt(estimate.squaredError))

const tails = ({ df }: Estimate) => (df === Number.POSITIVE_INFINITY ? normal : student(df))
