import type { Chance } from '../chance.ts'

/**
 * A number of Student's t, exactly. Its variance is degrees / (degrees − 2) where there is one: with 3
 * degrees it is 3, and there is no third moment. Requires `degrees` above 0. Never infinite.
 *
 * From a point in the unit disc, as a normal one would be, but with another radius.
 * R. W. Bailey, "Polar Generation of Random Variates with the t-Distribution", Math. Comp. 62, 1994.
 */
export function drawStudent(chance: Chance, degrees: number): number {
  const df = Math.max(1e-300, degrees)
  while (true) {
    const u = 2 * chance() - 1
    const v = 2 * chance() - 1
    const w = u ** 2 + v ** 2
    if (w === 0 || w > 1) continue
    const radius = Math.sqrt((df * Math.expm1((-2 / df) * Math.log(w))) / w)
    return u * Math.min(Number.MAX_VALUE, radius)
  }
}
