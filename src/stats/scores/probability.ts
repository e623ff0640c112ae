import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * Log loss: the mean of −ln of the probability that was given to the truth (1 is a yes). As in
 * scikit-learn no probability counts as less than a double's epsilon, so that one overconfident answer
 * costs 36 and not all. Requires an outcome. O(n).
 *
 * I. J. Good, "Rational decisions", JRSS B 14, 1952.
 */
export function logLoss(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number | Unknown {
  return meanOver(truth, probabilities, (isYes, p) => {
    const given = isYes ? p : 1 - p
    return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given)))
  })
}

/**
 * Brier's score: the mean squared distance of probability and truth (1 is a yes). Requires an outcome.
 * O(n).
 *
 * G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review
 * 78, 1950.
 */
export function brier(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number | Unknown {
  return meanOver(truth, probabilities, (isYes, p) => ((isYes ? 1 : 0) - p) ** 2)
}

function meanOver(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  loss: (isYes: boolean, probability: number) => number,
): number | Unknown {
  if (truth.length === 0) return unknownBecause('TooFew')
  let sum = 0
  for (let i = 0; i < truth.length; i++) sum += loss(truth[i] === 1, probabilities[i] ?? 0)
  return sum / truth.length
}
