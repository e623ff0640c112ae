import type { Chance } from '../chance.ts'

/**
 * Who is active next, when the i-th busiest of `count` units is i^-exponent as busy as the first: a few
 * send much, many send little. Answers the rank, from 1 to `count`. With exponent 0 all are alike.
 *
 * W. Hörmann, G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
 * distributions", ACM TOMACS 6(3), 1996. Cost: about 1.1 tries, however many units.
 */
export function zipf(count: number, exponent: number): (chance: Chance) => number {
  const top = area(1.5) - 1
  const bottom = area(count + 0.5)
  const close = 2 - inverse(area(2.5) - 2 ** -exponent)
  return (chance) => {
    while (true) {
      const u = bottom + chance() * (top - bottom)
      const x = inverse(u)
      const rank = Math.min(count, Math.max(1, Math.round(x)))
      if (rank - x <= close || u >= area(rank + 0.5) - rank ** -exponent) return rank
    }
  }

  /** The integral of x^-exponent from 1, also where the exponent is near 1. */
  function area(x: number): number {
    const log = Math.log(x)
    return ratio(Math.expm1, (1 - exponent) * log) * log
  }

  function inverse(u: number): number {
    return Math.exp(ratio(Math.log1p, Math.max(-1, (1 - exponent) * u)) * u)
  }
}

/** f(x) / x, for an f with f(0) = 0 and slope 1 there. */
const ratio = (f: (x: number) => number, x: number) => (x === 0 ? 1 : f(x) / x)
