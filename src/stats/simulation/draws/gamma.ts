import type { Chance } from '../chance.ts'
import { drawExponential } from './exponential.ts'
import { drawNormal } from './normal.ts'

/** A gamma number with this shape and scale 1. A shape of 0 or less gives 0. */
export const drawGamma = (chance: Chance, shape: number) =>
  shape > 0 ? Math.exp(drawLogGamma(chance, shape)) : 0

/** A chi-squared number: the sum of `degrees` squared normal ones, which need not be whole. */
export const drawChiSquared = (chance: Chance, degrees: number) =>
  2 * drawGamma(chance, degrees / 2)

/**
 * Its logarithm, since a small shape gives numbers below the smallest float. Requires a shape above 0.
 *
 * A cubed normal, thinned; below shape 1 that of shape + 1, shrunk by a power of chance.
 * G. Marsaglia, W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3), 2000.
 */
function drawLogGamma(chance: Chance, shape: number): number {
  if (shape < 1)
    return drawLogGamma(chance, shape + 1) - drawExponential(chance) / Math.max(1e-300, shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  while (true) {
    const x = drawNormal(chance)
    const root = 1 + c * x
    if (root <= 0) continue
    const logCube = 3 * Math.log(root)
    // The log of a uniform number is minus an exponential one.
    if (-drawExponential(chance) < x ** 2 / 2 + d * (1 - root ** 3 + logCube))
      return Math.log(d) + logCube
  }
}
