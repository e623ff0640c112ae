import { summaryOfSample } from '../fixed/summary.ts'
import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'

/** How far predicted numbers are from the truth. */
export type RegressionScores = {
  readonly rmse: number
  readonly mae: number
  /** What part of the truth's variance the predictions explain: 1 is all, below 0 worse than its mean. */
  readonly r2: number | Unknown
  readonly medianError: number
}

/**
 * Scores of predicted numbers against their truth, as scikit-learn defines them (the median is of the
 * absolute errors). Requires one pair; r² requires truths that differ. O(n log n).
 *
 * C. F. Gauss, "Theoria combinationis observationum erroribus minimis obnoxiae", 1823 (the root of the mean square);
 * S. Wright, "Correlation and causation", Journal of Agricultural Research 20, 1921 (r²).
 */
export function regressionScores(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionScores | Unknown {
  if (truth.length !== predicted.length) return unknownBecause('Unpaired')
  if (truth.length === 0) return unknownBecause('TooFew')
  const errors = Float64Array.from(truth, (y, i) => Math.abs(y - (predicted[i] ?? 0)))
  const squares = errors.reduce((sum, error) => sum + error * error, 0)
  return unlessOverflown({
    rmse: Math.sqrt(squares / errors.length),
    mae: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    r2: explained(truth, squares),
    medianError: median(errors),
  })
}

function explained(truth: ArrayLike<number>, squares: number): number | Unknown {
  const summary = summaryOfSample(truth)
  if (isUnknown(summary)) return summary
  if (summary.variance === 0) return unknownBecause('NoSpread')
  const explanation = 1 - squares / (summary.variance * (summary.n - 1))
  return Number.isFinite(explanation) ? explanation : unknownBecause('Overflow')
}

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
