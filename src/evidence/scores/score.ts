import type { Json } from '../../api/json.ts'
import type { Values } from '../../routing/receipt-values.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Observation } from '../metrics/sums.ts'
import type { Unscored } from './unscored.ts'

/** What became of a prediction: the truth, and whatever else was measured. */
export type Outcome = {
  readonly truth?: Json | undefined
  readonly values?: Json | undefined
}

/** What an outcome says of a prediction, or why it says nothing. Never NaN. */
export type Score = (prediction: Values, outcome: Outcome) => Observation | Unscored

/** Prepared once for a metric of a plan. */
export type Scoring = (metric: Metric) => Score

/** Reasons are texts, and observations are not. */
export const isUnscored = (scored: Observation | Unscored): scored is Unscored =>
  typeof scored === 'string'
