import type { FigureName } from '../../stats/estimates/figures.ts'
import type { CountedKind } from './metric.ts'
import type { SumsName } from './sums.ts'

type KindRow = {
  /** What two variants are compared by: see `stats/estimates/figures.ts`. */
  readonly figure: FigureName | 'Quantile'
  readonly sums: SumsName
  /** What says it: the answer itself, its outcome, or the answers of two variants to one request. */
  readonly from: 'Answer' | 'Outcome' | 'Copies'
}

/** As what each kind is counted, and when. */
export const kinds = {
  ErrorRate: { figure: 'Rate', sums: 'Counts', from: 'Answer' },
  LatencyAbove: { figure: 'Rate', sums: 'Counts', from: 'Answer' },
  LatencyQuantile: { figure: 'Quantile', sums: 'Latencies', from: 'Answer' },
  Agreement: { figure: 'Rate', sums: 'Counts', from: 'Copies' },
  Value: { figure: 'Mean', sums: 'Moments', from: 'Outcome' },
  Accuracy: { figure: 'Rate', sums: 'Counts', from: 'Outcome' },
  F1: { figure: 'F1', sums: 'Places', from: 'Outcome' },
  AUC: { figure: 'Auc', sums: 'Places', from: 'Outcome' },
  LogLoss: { figure: 'Mean', sums: 'Moments', from: 'Outcome' },
  Brier: { figure: 'Mean', sums: 'Moments', from: 'Outcome' },
  MAE: { figure: 'Mean', sums: 'Moments', from: 'Outcome' },
  RMSE: { figure: 'RootMean', sums: 'Moments', from: 'Outcome' },
  R2: { figure: 'ExplainedVariance', sums: 'Vector', from: 'Outcome' },
} as const satisfies { readonly [K in CountedKind]: KindRow }

/** The kinds that are known from such a source. */
export type KindFrom<From extends KindRow['from']> = {
  [K in CountedKind]: (typeof kinds)[K] extends { readonly from: From } ? K : never
}[CountedKind]
