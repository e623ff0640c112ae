import type { Chance } from '../chance.ts'

/** A hat over a bell of counts: where it sits, how wide it is, and what of it needs no second look. */
export type Hat = {
  readonly centre: number
  readonly width: number
  readonly curve: number
  /** A part of the square under which the density lies for certain. */
  readonly sure: number
  readonly height: number
}

/**
 * A count under the hat, by transformed rejection with immediate acceptance: in 86 % of the sure part
 * a single number of chance is used twice, to accept and to place; otherwise the log mass decides,
 * which says −∞ where there is none.
 *
 * W. Hörmann, "The Generation of Binomial Random Variates", J. Stat. Comput. Simul. 46, 1993 (BTRD);
 * "The Transformed Rejection Method for Generating Poisson Random Variables", 1993 (PTRD).
 */
export function drawUnder(hat: Hat, chance: Chance, logMass: (count: number) => number): number {
  const { centre, width, curve, sure, height } = hat
  while (true) {
    let v = chance()
    if (v <= 0.86 * sure) {
      const u = v / sure - 0.43
      return Math.floor(((2 * curve) / (0.5 - Math.abs(u)) + width) * u + centre)
    }
    let u: number
    if (v >= sure) u = chance() - 0.5
    else {
      const rest = v / sure - 0.93
      u = (rest < 0 ? -0.5 : 0.5) - rest
      v = chance() * sure
    }
    const edge = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * curve) / edge + width) * u + centre)
    if (Math.log((v * height) / (curve / edge ** 2 + width)) <= logMass(count)) return count
  }
}
