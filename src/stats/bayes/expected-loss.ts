import { isUnknown, type Unknown, unlessOverflown } from '../unknown.ts'
import type { Beta } from './beta-posterior.ts'
import { integralOver } from './panels.ts'
import { onLogOdds, type Posterior } from './posterior.ts'

/** What is lost on average by either choice, in points of the proportion. */
export type Losses = { readonly lossOfChampion: number; readonly lossOfChallenger: number }

/**
 * How much proportion is lost on average, under independent Beta posteriors, by staying with the
 * champion where the challenger is better, and by going with the challenger where it is worse:
 * E max(b − a, 0) and E max(a − b, 0), to 1e-12. Never negative. Some thousand tails of a Beta
 * distribution, a few milliseconds. Stopping when a loss is small controls no error rate.
 *
 * A. C. Stucchio, "Bayesian A/B testing at VWO", 2015 (the stopping rule); as ∫ P(a < x < b) dx.
 */
export function expectedLoss(champion: Beta, challenger: Beta): Losses | Unknown {
  const [a, b] = [onLogOdds(champion), onLogOdds(challenger)]
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  return unlessOverflown({ lossOfChampion: between(a, b), lossOfChallenger: between(b, a) })
}

/** ∫ P(lower < x < upper) dx, by log odds. */
function between(lower: Posterior, upper: Posterior): number {
  return integralOver([...lower.landmarks, ...upper.landmarks], (logOdds) => {
    const slope = 1 / (1 + Math.exp(-logOdds)) / (1 + Math.exp(logOdds))
    return slope * Math.exp(lower.logBelow(logOdds) + upper.logAbove(logOdds))
  })
}
