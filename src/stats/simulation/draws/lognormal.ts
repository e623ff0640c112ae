import type { Chance } from '../chance.ts'
import { drawNormal } from './normal.ts'

/**
 * A number whose logarithm is normal with this mean and deviation. Its own mean is
 * exp(mean + deviation² / 2), its skew (e^deviation² + 2) · √(e^deviation² − 1): 6.2 at deviation 1.
 */
export const drawLognormal = (chance: Chance, mean: number, deviation: number) =>
  Math.exp(mean + deviation * drawNormal(chance))
