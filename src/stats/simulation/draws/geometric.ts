import type { Chance } from '../chance.ts'

/**
 * How many trials fail before the first success, each succeeding with chance p: 0 at p = 1, endless at
 * p = 0. By inversion: one number of chance.
 */
export function drawGeometric(chance: Chance, p: number): number {
  if (p >= 1) return 0
  if (p <= 0) return Number.POSITIVE_INFINITY
  return 0 + Math.floor(Math.log(1 - chance()) / Math.log1p(-p))
}
