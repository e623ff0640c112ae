import type { Chance } from '../chance.ts'
import { drawBinomial } from './binomial.ts'

/**
 * How n things fall into classes with these shares, which need not add up to 1: only their ratios
 * count. Adds up to n exactly. Requires a share above 0; without one, all fall into the last class.
 * Cost: one binomial draw per class.
 */
export function drawMultinomial(
  chance: Chance,
  n: number,
  shares: readonly number[],
): readonly number[] {
  let left = Math.max(0, Math.floor(n))
  let share = shares.reduce((sum, next) => sum + next, 0)
  return shares.map((own, index) => {
    const isLast = index === shares.length - 1
    const count = isLast ? left : drawBinomial(chance, left, share > 0 ? own / share : 0)
    left -= count
    share -= own
    return count
  })
}
