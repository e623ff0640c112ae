import { pointAbove } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import { rootOf } from '../fixed/root.ts'
import { type Alternative, logHalf } from '../fixed/tails.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { normalPower } from './normal-power.ts'

/** What a fixed-horizon test is to achieve. */
export type Goal = {
  readonly alpha: number
  readonly power: number
  /** The challenger's outcomes for each of the champion's. */
  readonly ratio: number
  readonly alternative: Alternative
}

/**
 * How many outcomes the champion needs, the challenger getting `ratio` times as many, until a z test
 * finds a standardised effect with the wanted power, at its one planned look. Not rounded. An effect
 * of zero, or to the other side of a one-sided test, is `NeverReached`. Some ten evaluations.
 *
 * J. Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, 1988.
 */
export function sampleSize(effect: number, goal: Goal): number | Unknown {
  const flaw = flawOfGoal(effect, goal)
  if (flaw !== undefined) return flaw
  const { alpha, power, ratio, alternative } = goal
  const tail = alternative === 'TwoSided' ? logHalf(alpha) : Math.log(alpha)
  // Without the tail on the wrong side the shift is the sum of two quantiles; with it, slightly less.
  const most = normal.atAbove(tail) + pointAbove(normal, 1 - power)
  const excess = (shift: number) => normalPower(shift, { alpha, alternative }) - power
  const shift = alternative === 'TwoSided' ? rootOf(excess, 0, most) : most
  const n = (shift / effect) ** 2 * (1 + 1 / ratio)
  return Number.isFinite(n) ? n : unknownBecause('Overflow')
}

/** Why no sample size can be given, if none can. Below alpha the power needs no outcome at all. */
function flawOfGoal(effect: number, goal: Goal): Unknown | undefined {
  const { alpha, power, ratio, alternative } = goal
  const isSound = alpha > 0 && alpha < 1 && power < 1 && ratio > 0 && Number.isFinite(effect)
  if (!isSound || !(power > alpha)) return unknownBecause('OutOfRange')
  const isAway = alternative === 'Larger' ? effect < 0 : alternative === 'Smaller' && effect > 0
  return effect === 0 || isAway ? unknownBecause('NeverReached') : undefined
}

/**
 * The same for two proportions, by Cohen's h: the difference of their arcsines, whose error hardly
 * depends on where they lie. Requires proportions in [0, 1].
 */
export function sampleSizeOfProportions(
  champion: number,
  challenger: number,
  goal: Goal,
): { readonly h: number; readonly n: number } | Unknown {
  const isSound = champion >= 0 && champion <= 1 && challenger >= 0 && challenger <= 1
  if (!isSound) return unknownBecause('OutOfRange')
  const h = 2 * Math.asin(Math.sqrt(challenger)) - 2 * Math.asin(Math.sqrt(champion))
  const n = sampleSize(h, goal)
  return typeof n === 'number' ? { h, n } : n
}
