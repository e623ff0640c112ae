import { deviance } from '../../special/remainders.ts'
import { stirlingCorrection } from '../../special/stirling.ts'
import type { Chance } from '../chance.ts'
import { drawUnder } from './transformed-rejection.ts'

/**
 * A count of things that happen independently of each other, `mean` of them on average: exact, and no
 * slower for a large mean. A mean of 0 or less gives 0.
 *
 * By inversion below 10, else by transformed rejection.
 */
export function drawPoisson(chance: Chance, mean: number): number {
  if (!(mean > 0)) return 0
  return mean < 10 ? byInversion(chance, mean) : byRejection(chance, mean)
}

function byInversion(chance: Chance, mean: number): number {
  const atZero = Math.exp(-mean)
  while (true) {
    let rest = chance()
    let mass = atZero
    // Beyond 110 lies less than 1e-70: only rounding leads there.
    for (let count = 0; count <= 110; count++) {
      if (rest < mass) return count
      rest -= mass
      mass *= mean / (count + 1)
    }
  }
}

function byRejection(chance: Chance, mean: number): number {
  const width = 0.931 + 2.53 * Math.sqrt(mean)
  const hat = {
    centre: mean + 0.445,
    width,
    curve: -0.059 + 0.02483 * width,
    sure: 0.9277 - 3.6224 / (width - 2),
    height: 1.1239 + 1.1328 / (width - 3.4),
  }
  return drawUnder(hat, chance, (count) => logMass(mean, count))
}

/** ln P(X = count), with digits left at any mean (Loader 2000). */
function logMass(mean: number, count: number): number {
  if (count < 0) return Number.NEGATIVE_INFINITY
  if (count === 0) return -mean
  return (
    -Math.log(2 * Math.PI * count) / 2 -
    stirlingCorrection(count) -
    deviance(count, mean, mean - count)
  )
}
