import type { Alternative } from '../fixed/tails.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { normalPower } from './normal-power.ts'

/** A fixed-horizon comparison of proportions, before it starts. */
export type ProportionPlan = {
  /** The champion's proportion. */
  readonly champion: number
  /** Challenger − champion. */
  readonly difference: number
  /** The challenger's outcomes. */
  readonly n: number
  /** The champion's outcomes for each of the challenger's. */
  readonly championPerChallenger: number
  readonly alpha: number
  readonly alternative: Alternative
}

/**
 * The chance that the pooled z test rejects at its one planned look: its bar from the pooled variance,
 * its statistic with the unpooled one. Requires proportions strictly between 0 and 1. O(1).
 *
 * J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd edition,
 * 2003, chapter 4, without the correction for continuity.
 */
export function powerOfProportions(plan: ProportionPlan): number | Unknown {
  const { champion: a, difference, n, championPerChallenger: ratio, alpha, alternative } = plan
  const b = a + difference
  const isSound = a > 0 && a < 1 && b > 0 && b < 1 && ratio > 0 && alpha > 0 && alpha < 1
  if (!isSound) return unknownBecause('OutOfRange')
  if (!(n > 0)) return unknownBecause('TooFew')
  const pooled = (b + a * ratio) / (1 + ratio)
  const underNull = Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
  const error = Math.sqrt(b * (1 - b) + (a * (1 - a)) / ratio)
  const shift = (difference * Math.sqrt(n)) / error
  const power = normalPower(shift, { alpha, alternative, nullError: underNull / error })
  return Number.isNaN(power) ? unknownBecause('Overflow') : power
}
