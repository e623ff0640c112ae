import { below } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import { effectOf } from '../fixed/effect.ts'
import type { Summary } from '../fixed/summary.ts'
import { logHalf } from '../fixed/tails.ts'
import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { expectedExcess } from './expected-excess.ts'

/** What was believed of the relative effect before: that it is normal, or nothing at all. */
export type EffectPrior = { readonly mean: number; readonly variance: number } | 'Flat'

/** What is believed of the relative effect afterwards. */
export type EffectPosterior = {
  readonly mean: number
  readonly deviation: number
  readonly chanceToWin: number
  readonly lower: number
  readonly upper: number
  /** What is lost on average by staying with the champion, and by going with the challenger. */
  readonly lossOfChampion: number
  readonly lossOfChallenger: number
}

/**
 * The normal posterior of the effect relative to the champion, with its interval of probability
 * 1 − alpha. `Flat` is improper: it is the likelihood alone. The conventions are those of
 * GrowthBook's gbstats 0.8. No error rate is controlled when one looks often and stops. Requires a
 * champion that is some four standard errors away from zero. O(1).
 *
 * D. V. Lindley, A. F. M. Smith, "Bayes estimates for the linear model", JRSS B 34, 1972.
 */
export function effectPosterior(
  champion: Summary | Unknown,
  challenger: Summary | Unknown,
  { alpha, prior }: { readonly alpha: number; readonly prior: EffectPrior },
): EffectPosterior | Unknown {
  if (!(alpha > 0 && alpha < 1)) return unknownBecause('OutOfRange')
  if (prior !== 'Flat' && !(prior.variance > 0)) return unknownBecause('ImproperPrior')
  const effect = effectOf(champion, challenger, 'Relative')
  if (isUnknown(effect)) return effect
  const { estimate, squaredError } = effect
  if (squaredError <= 0) return unknownBecause('NoSpread')
  // How much of what is known comes from the outcomes.
  const share = prior === 'Flat' ? 1 : prior.variance / (prior.variance + squaredError)
  const mean = prior === 'Flat' ? estimate : share * estimate + (1 - share) * prior.mean
  const deviation = Math.sqrt(share * squaredError)
  const reach = normal.atAbove(logHalf(alpha)) * deviation
  return unlessOverflown({
    mean,
    deviation,
    chanceToWin: below(normal, mean / deviation),
    lower: mean - reach,
    upper: mean + reach,
    lossOfChampion: deviation * expectedExcess(mean / deviation),
    lossOfChallenger: deviation * expectedExcess(-mean / deviation),
  })
}
