import type { Values } from '../../routing/receipt-values.ts'
import type { KindFrom } from '../metrics/kinds.ts'
import type { Metric } from '../metrics/metric.ts'

/** What a variant itself did with a request, before anybody stood in for it. */
export type Answer = {
  /** It answered with a failure, too late, or was not asked since its circuit was open. */
  readonly failed: boolean
  /** Infinity where no answer of its own came: nobody can say that it would have been fast. */
  readonly latencyMs: number
}

/** The same with what it predicted: of a failure nothing. */
export type Prediction = Answer & { readonly values: Values }

/** What an answer says by itself. */
export type Observe = (answer: Answer) => number

/** What each kind makes of an answer. */
export const observations: { readonly [K in KindFrom<'Answer'>]: (metric: Metric) => Observe } = {
  ErrorRate:
    () =>
    ({ failed }) =>
      failed ? 1 : 0,
  LatencyAbove:
    ({ thresholdMs = Number.POSITIVE_INFINITY }) =>
    ({ latencyMs }) =>
      latencyMs <= thresholdMs ? 0 : 1,
  LatencyQuantile:
    () =>
    ({ latencyMs }) =>
      latencyMs,
}
