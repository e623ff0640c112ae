import { integral } from './gauss-legendre.ts'

/** Where e^−height is below the last digit of 1. */
const enough = 40

/**
 * ∫ e^−height(u) du from 0 to Infinity, for a convex height that starts at 0 with `slope` ≥ 0 and is
 * close to a parabola of curvature `bend`; `rise` is the height's derivative. 33 evaluations.
 */
export function tailIntegral(
  height: (u: number) => number,
  rise: (u: number) => number,
  slope: number,
  bend: number,
): number {
  const guess = (2 * enough) / (slope + Math.sqrt(slope * slope + 2 * enough * bend))
  // One step of Newton's on a convex function lands at or beyond the end that is looked for.
  const width = guess + (enough - height(guess)) / rise(guess)
  return integral((u) => Math.exp(-height(u)), width)
}
