import type { MetricKindName } from '../../api/metric-kinds.ts'
import type { AskedMetric } from './asked-metric.ts'

/** What a metric is, in a few words: it begins the sentence that a row of `status` has for its number. */
export const meaningOf = (metric: AskedMetric): string => meanings[metric.kind](metric)

const meanings: { readonly [K in MetricKindName]: (metric: AskedMetric) => string } = {
  ErrorRate: () => 'share of requests that failed',
  LatencyAbove: ({ counted }) => `share of requests slower than ${counted?.thresholdMs ?? 0} ms`,
  LatencyQuantile: ({ quantile = 0.5 }) => `p${Number((100 * quantile).toPrecision(6))} of latency`,
  Value: ({ counted }) => `mean of ${shortened(counted?.field)}`,
  Agreement: () => 'share of copies labelled as by the champion',
  Query: () => 'value of a query, read for the whole experiment',
  Accuracy: () => 'share of right labels',
  F1: ({ counted }) => `F1 score of ${shortened(counted?.positiveLabel)}`,
  AUC: ({ counted }) => `area under the ROC curve of ${shortened(counted?.positiveLabel)}`,
  LogLoss: () => 'mean log loss',
  Brier: () => 'mean Brier score',
  MAE: () => 'mean absolute error',
  RMSE: () => 'root of the mean squared error',
  R2: () => 'share of the variance that is explained',
}

/** Names of users may be long. */
const shortened = (name = '') => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name)

const longest = 64
