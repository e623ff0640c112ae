import type { Chance } from '../chance.ts'
import { drawChiSquared } from '../draws/gamma.ts'
import { drawNormal } from '../draws/normal.ts'
import type { Powers } from './moments.ts'

/**
 * The power sums of n normal values about a shift, without drawing them: mean and variance exactly as theirs
 * (independent of each other, normal and chi²); the third central moment with its exact mean and
 * variance, but as a normal number, which it is nearly. From `enough` values on; draw fewer one by one.
 *
 * R. A. Fisher, "Moments and product moments of sampling distributions", Proc. London Math. Soc. 30, 1930
 * (variance of the third moment). Cost: 100 ns.
 */
export function drawPowers(
  chance: Chance,
  n: number,
  {
    mean,
    deviation,
    shift,
  }: { readonly mean: number; readonly deviation: number; readonly shift: number },
): Powers {
  const centre = mean + (deviation * drawNormal(chance)) / Math.sqrt(n)
  const squares = deviation ** 2 * drawChiSquared(chance, n - 1)
  const spread = Math.sqrt((6 * (n - 1) * (n - 2)) / n)
  const cubes = deviation ** 3 * spread * drawNormal(chance)
  const d = centre - shift
  const reach = deviation * Math.sqrt(2 * Math.log(n))
  return {
    n,
    sum: n * d,
    squares: squares + n * d ** 2,
    cubes: cubes + 3 * d * squares + n * d ** 3,
    low: centre - reach,
    high: centre + reach,
  }
}

/** From so many values on their sums are drawn at once. */
export const enough = 100
