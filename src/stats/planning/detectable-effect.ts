import { normal } from '../distributions/normal.ts'
import { rootOf } from '../fixed/root.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { type Plan, signOf } from './plan.ts'
import { powerBy } from './power.ts'
import { walkOf } from './walk-of.ts'

/**
 * The truth nearest to the boundary that n outcomes prove to be beyond it with such a chance: on the scale of
 * the bound, so a difference, a ratio or a level. `NeverReached` where none does. Some ten powers.
 */
export function minimumDetectableEffect(
  plan: Omit<Plan, 'truth'>,
  n: number,
  power: number,
): number | Unknown {
  if (!(power > 0 && power < 1)) return unknownBecause('OutOfRange')
  const truthAt = (excess: number) => beyond(plan, excess)
  const guess = guessOf({ ...plan, truth: truthAt(0) }, n, power)
  const far = Math.min(farthest(plan), 1e6 * guess)
  if (!(far > 0)) return unknownBecause('NeverReached')
  const lack = (excess: number) => lackOf({ ...plan, truth: truthAt(excess) }, n, power)

  let high = Math.min(far, guess)
  let found = lack(high)
  while (typeof found === 'number' && found < 0 && high < far) {
    high = Math.min(far, 2 * high)
    found = lack(high)
  }
  if (isUnknown(found)) return found
  if (found < 0) return unknownBecause('NeverReached')
  const known = (excess: number) => {
    const each = lack(excess)
    return typeof each === 'number' ? each : -widest
  }
  let low = high / 2
  while (known(low) > 0 && low > high / 1e6) low /= 2
  return truthAt(rootOf(known, low, high))
}

/** By how many deviations the power misses what is wanted; close enough is zero. */
function lackOf(plan: Plan, n: number, power: number): number | Unknown {
  const found = powerBy(plan, n)
  if (isUnknown(found)) return found
  const lack = probit(found) - probit(power)
  return Math.abs(lack) < 2e-3 ? 0 : lack
}

const widest = 8
const probit = (p: number) => Math.max(-widest, Math.min(widest, normal.atBelow(Math.log(p))))

const beyond = (plan: Omit<Plan, 'truth'>, excess: number) =>
  plan.bound === 'Ratio'
    ? plan.boundary * Math.exp(signOf(plan) * excess)
    : plan.boundary + signOf(plan) * excess

/** What one look would find, were the error what it is at the boundary. */
function guessOf(plan: Plan, n: number, power: number): number {
  const walk = walkOf(plan)
  if (isUnknown(walk)) return 1 / Math.max(2, n)
  const { mean, slope, variance, need, radius } = walk.at(Math.max(n, walk.opens))
  const guess = (need + radius(1) - mean + probit(power) * Math.sqrt(variance)) / Math.abs(slope)
  return guess > 0 && guess < Number.POSITIVE_INFINITY ? guess : 1 / Math.max(2, n)
}

/** How far from the boundary a truth can be. */
function farthest({ figure, bound, boundary, side }: Omit<Plan, 'truth'>): number {
  if (figure.kind !== 'Rate') return bound === 'Ratio' ? 50 : Number.POSITIVE_INFINITY
  const { champion } = figure
  if (bound === 'Limit') return side === 'More' ? 1 - boundary : boundary
  if (bound === 'Ratio') return side === 'More' ? -Math.log(champion * boundary) : 50
  return side === 'More' ? 1 - champion - boundary : champion + boundary
}
