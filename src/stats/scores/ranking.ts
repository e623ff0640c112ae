import { rankSum } from '../fixed/rank-sum.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * The area under the ROC curve: the chance that a random positive is scored above a random negative,
 * ties as halves. Requires both classes. O(n log n).
 *
 * J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve", Radiology 143, 1982.
 */
export function rocAuc(truth: ArrayLike<number>, scores: ArrayLike<number>): number | Unknown {
  const [yes, no] = [scoresOf(truth, scores, true), scoresOf(truth, scores, false)]
  if (yes.length === 0 || no.length === 0) return unknownBecause('OneClass')
  return rankSum(no, yes).u / no.length / yes.length
}

/**
 * Average precision: the precision at each score, weighed by the recall that it adds. Equal scores
 * are one step, and nothing is interpolated. Requires a positive. O(n log n).
 *
 * G. Salton, M. J. McGill, "Introduction to Modern Information Retrieval", 1983; stepwise as in
 * scikit-learn.
 */
export function averagePrecision(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
): number | Unknown {
  const yes = scoresOf(truth, scores, true).sort().reverse()
  const all = Float64Array.from(scores).sort().reverse()
  if (yes.length === 0) return unknownBecause('OneClass')
  let [found, seen, sum] = [0, 0, 0]
  while (found < yes.length) {
    const score = yes[found] ?? 0
    const before = found
    do found++
    while (yes[found] === score)
    while ((all[seen] ?? Number.NEGATIVE_INFINITY) >= score) seen++
    sum += (found / seen) * (found - before)
  }
  return sum / yes.length
}

function scoresOf(truth: ArrayLike<number>, scores: ArrayLike<number>, yes: boolean): Float64Array {
  return Float64Array.from(scores).filter((_, i) => (truth[i] === 1) === yes)
}
