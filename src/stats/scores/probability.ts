import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * What a probability of the true label counts as at least, where models are compared: an answer costs at most
 * 6.908. A mean can't be judged while one answer, yet unseen, may cost more than all the others.
 */
export const leastProbability = 0.001

/**
 * Log loss: the mean of −ln of the probability that was given to the truth (1 is a yes), of which none
 * counts as less than `least`. Requires an outcome and a `least` above 0. O(n).
 *
 * I. J. Good, "Rational decisions", JRSS B 14, 1952.
 */
export function logLoss(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  least = leastProbability,
): number | Unknown {
  return meanOver(
    truth,
    probabilities,
    (isYes, p) => -Math.log(Math.min(1, Math.max(least, isYes ? p : 1 - p))),
  )
}

/**
 * Brier's score: the mean squared distance of probability and truth (1 is a yes), 0 to 1. Over
 * several labels, as in the paper, it is their sum, 0 to 2. Requires an outcome. O(n).
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
