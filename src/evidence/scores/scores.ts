import type { KindFrom } from '../metrics/kinds.ts'
import { accuracy, f1 } from './labels.ts'
import { mae, r2, rmse, value } from './numbers.ts'
import { auc, brier, logLoss } from './probabilities.ts'
import type { Scoring } from './score.ts'

/** What each kind makes of a prediction and its outcome. */
export const scores: { readonly [K in KindFrom<'Outcome'>]: Scoring } = {
  Value: value,
  Accuracy: accuracy,
  F1: f1,
  AUC: auc,
  LogLoss: logLoss,
  Brier: brier,
  MAE: mae,
  RMSE: rmse,
  R2: r2,
}
