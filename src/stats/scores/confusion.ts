import { tooMany } from '../fixed/count.ts'
import { productDifference } from '../fixed/product-difference.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/** Answers by what was true and what was predicted. */
export type Confusion = {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
}

/** What labels alone say. */
export type ConfusionScores = {
  readonly accuracy: number
  readonly precision: number | Unknown
  readonly recall: number | Unknown
  readonly f1: number | Unknown
  /** Matthews' correlation of truth and prediction. */
  readonly mcc: number | Unknown
}

/**
 * Scores of yes-or-no predictions, as scikit-learn defines them; where a formula is 0/0, and
 * scikit-learn warns and says 0, the reason is said instead. Requires one answer. O(1).
 *
 * B. W. Matthews, Biochimica et Biophysica Acta 405, 1975; C. J. van Rijsbergen, "Information
 * Retrieval", 1979 (F1).
 */
export function confusionScores(counts: Confusion): ConfusionScores | Unknown {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts
  const n = tp + fp + fn + tn
  if (![tp, fp, fn, tn].every((count) => count >= 0)) return unknownBecause('OutOfRange')
  if (n === 0) return unknownBecause('TooFew')
  if (n >= tooMany) return unknownBecause('Overflow')
  const [yes, no, saidYes, saidNo] = [tp + fn, fp + tn, tp + fp, fn + tn]
  const hasBoth = Math.min(yes, no) > 0
  return {
    accuracy: (tp + tn) / n,
    precision: saidYes > 0 ? tp / saidYes : unknownBecause('NothingPredicted'),
    recall: yes > 0 ? tp / yes : unknownBecause('OneClass'),
    f1: yes + saidYes > 0 ? (2 * tp) / (yes + saidYes) : unknownBecause('OneClass'),
    mcc:
      hasBoth && Math.min(saidYes, saidNo) > 0
        ? productDifference(tp, tn, fp, fn) / Math.sqrt(yes * no) / Math.sqrt(saidYes * saidNo)
        : unknownBecause(hasBoth ? 'NothingPredicted' : 'OneClass'),
  }
}
