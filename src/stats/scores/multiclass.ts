import { tooMany } from '../fixed/count.ts'
import { sum } from '../special/sum.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/** What labels say of a model that knows several classes. */
export type MulticlassScores = {
  readonly accuracy: number
  /** The mean of the classes' F1. */
  readonly macroF1: number
  /** The same, each class weighed by how often it is true. */
  readonly weightedF1: number
  /** Cohen's kappa: agreement beyond what the margins alone would give, 1 being all. */
  readonly kappa: number | Unknown
}

/**
 * Scores of predicted classes from the counts by truth (rows) and prediction (columns), as
 * scikit-learn defines them: a class that is neither true nor predicted is no class. Kappa does not
 * exist where all is one class. Requires a square table with a count. O(classes²).
 *
 * J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
 * 20, 1960.
 */
export function multiclassScores(
  confusion: readonly (readonly number[])[],
): MulticlassScores | Unknown {
  const size = confusion.length
  if (confusion.some((row) => row.length !== size || !row.every((count) => count >= 0))) {
    return unknownBecause('OutOfRange')
  }
  const classes = confusion.map((row, i) => ({
    right: row[i] ?? 0,
    truths: sum(row),
    predictions: sum(confusion.map((other) => other[i] ?? 0)),
  }))
  const n = sum(classes.map(({ truths }) => truths))
  if (!(n > 0)) return unknownBecause('TooFew')
  if (n >= tooMany) return unknownBecause('Overflow')
  const used = classes.filter(({ truths, predictions }) => truths + predictions > 0)
  const f1s = used.map(({ right, truths, predictions }) => (2 * right) / (truths + predictions))
  const wrong = sum(classes.map(({ right, truths }) => truths - right)) / n
  const disagreed = sum(used.map((each) => (each.truths / n) * ((n - each.predictions) / n)))
  return {
    accuracy: sum(classes.map(({ right }) => right)) / n,
    macroF1: sum(f1s) / f1s.length,
    weightedF1: sum(f1s.map((f1, i) => f1 * ((used[i]?.truths ?? 0) / n))),
    kappa: disagreed > 0 ? 1 - wrong / disagreed : unknownBecause('OneClass'),
  }
}
