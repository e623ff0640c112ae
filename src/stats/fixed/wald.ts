import { normal } from '../distributions/normal.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Count, differenceOf, flawOf, squaredErrorOf } from './count.ts'
import { logHalf } from './tails.ts'
import type { Interval } from './wilson.ts'

/**
 * Wald's interval for the difference of two proportions, challenger − champion: estimate ± z standard
 * errors. Covers too seldom near 0 and 1 and for few outcomes: prefer `newcombe`. Where neither
 * proportion has any spread it would have no width; that is `NoSpread`. O(1).
 *
 * A. Wald, "Tests of statistical hypotheses concerning several parameters when the number of
 * observations is large", Transactions of the AMS 54, 1943.
 */
export function wald(champion: Count, challenger: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([champion, challenger], alpha)
  if (flaw !== undefined) return flaw
  const squaredError = squaredErrorOf(champion) + squaredErrorOf(challenger)
  if (squaredError === 0) return unknownBecause('NoSpread')
  const estimate = differenceOf(champion, challenger)
  const reach = normal.atAbove(logHalf(alpha)) * Math.sqrt(squaredError)
  return { lower: estimate - reach, upper: estimate + reach }
}

/**
 * The same after giving each variant one more yes and one more no: covers well also for few outcomes
 * and at 0 and 1. Its bounds may pass ±1 and are not clipped. O(1).
 *
 * A. Agresti, B. Caffo, "Simple and effective confidence intervals for proportions and differences of
 * proportions result from adding two successes and two failures", The American Statistician 54, 2000.
 */
export function agrestiCaffo(
  champion: Count,
  challenger: Count,
  alpha: number,
): Interval | Unknown {
  const flaw = flawOf([champion, challenger], alpha)
  return flaw ?? wald(padded(champion), padded(challenger), alpha)
}

const padded = ({ events, n }: Count): Count => ({ events: events + 1, n: n + 2 })
