import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { type Confusion, type ConfusionScores, confusionScores } from './confusion.ts'
import { brier, logLoss } from './probability.ts'
import { averagePrecision, rocAuc } from './ranking.ts'

/** What labels and probabilities say of a model that knows yes and no. */
export type BinaryScores = ConfusionScores & {
  readonly auc: number | Unknown
  readonly logLoss: number | Unknown
  readonly brier: number | Unknown
  readonly averagePrecision: number | Unknown
}

/**
 * All scores of probabilities against yes-or-no truths (1 is a yes), as scikit-learn defines them: its log
 * loss knows no probability below a double's epsilon. A probability at the threshold predicts a yes.
 * Requires one outcome and probabilities in [0, 1]. O(n log n).
 */
export function binaryScores(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): BinaryScores | Unknown {
  if (truth.length !== probabilities.length) return unknownBecause('Unpaired')
  if (!Array.from(probabilities).every((p) => p >= 0 && p <= 1)) return unknownBecause('OutOfRange')
  const scores = confusionScores(confusionAt(truth, probabilities, threshold))
  if (isUnknown(scores)) return scores
  return {
    ...scores,
    auc: rocAuc(truth, probabilities),
    logLoss: logLoss(truth, probabilities, Number.EPSILON),
    brier: brier(truth, probabilities),
    averagePrecision: averagePrecision(truth, probabilities),
  }
}

function confusionAt(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): Confusion {
  let [yes, saidYes, truePositives] = [0, 0, 0]
  for (let i = 0; i < truth.length; i++) {
    const [is, said] = [truth[i] === 1 ? 1 : 0, (probabilities[i] ?? 0) >= threshold ? 1 : 0]
    yes += is
    saidYes += said
    truePositives += is * said
  }
  const falsePositives = saidYes - truePositives
  const falseNegatives = yes - truePositives
  const trueNegatives = truth.length - yes - falsePositives
  return { truePositives, falsePositives, falseNegatives, trueNegatives }
}
