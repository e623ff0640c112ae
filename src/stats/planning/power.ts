import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { enoughFor, growthOf } from './growth.ts'
import type { Plan } from './plan.ts'
import { walkOf } from './walk-of.ts'

/**
 * The chance that a claim is proven within the first n outcomes: at any of many looks or, with a fixed
 * horizon, at one look there. By what the engine itself would say of the evidence to be expected, and how that
 * fluctuates. Some 60 bars, a few milliseconds; a tenth of a second where disasters may be unseen and the error rests
 * on clusters.
 */
export function powerBy(plan: Plan, n: number): number | Unknown {
  const walk = walkOf(plan)
  if (isUnknown(walk)) return walk
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY)) return unknownBecause('OutOfRange')
  const power = growthOf(walk, n).chanceBy(n)
  return Number.isNaN(power) ? unknownBecause('Overflow') : power
}

/**
 * After how many outcomes a claim is proven with such a chance. Not rounded. `NeverReached` where the truth is
 * not beyond the boundary, or where no more is learnt before. Some hundred bars, as costly as those of `powerBy`.
 */
export function outcomesFor(plan: Plan, power: number): number | Unknown {
  const walk = walkOf(plan)
  if (isUnknown(walk)) return walk
  if (!(power > 0 && power < 1)) return unknownBecause('OutOfRange')
  const last = enoughFor(walk, power)
  const when = last === undefined ? undefined : growthOf(walk, last).whenAt(power)
  return when ?? unknownBecause('NeverReached')
}
