import type { Inference } from './inference.ts'

/** The same evidence of −x, where x was judged: the difference of what didn't happen. */
export function negated(inference: Inference): Inference {
  const { estimate } = inference
  return {
    ...inference,
    estimate: estimate === undefined ? undefined : -estimate,
    low: (alpha) => -inference.high(alpha),
    high: (alpha) => -inference.low(alpha),
    logPMore: (boundary, alpha) => inference.logPLess(-boundary, alpha),
    logPLess: (boundary, alpha) => inference.logPMore(-boundary, alpha),
  }
}

/** The same evidence on the scale of e^x. */
export function exponentiated(inference: Inference): Inference {
  const { estimate } = inference
  return {
    ...inference,
    estimate: estimate === undefined ? undefined : Math.exp(estimate),
    low: (alpha) => Math.exp(inference.low(alpha)),
    high: (alpha) => Math.exp(inference.high(alpha)),
    logPMore: (boundary, alpha) => inference.logPMore(logOf(boundary), alpha),
    logPLess: (boundary, alpha) => inference.logPLess(logOf(boundary), alpha),
  }
}

const logOf = (factor: number) => Math.log(Math.max(0, factor))
