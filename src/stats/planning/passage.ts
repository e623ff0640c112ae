import { normal } from '../distributions/normal.ts'
import { integral } from '../special/gauss-legendre.ts'

/** A walk at one moment: where it is expected, with which variance, and the bar. */
export type Spot = { readonly mean: number; readonly variance: number; readonly bar: number }

/**
 * The chance that a walk with independent normal increments has been at or above its bar by each of some
 * moments, the first among them; between moments it is watched all the time.
 *
 * Who is above the bar now must have crossed it before, once for the first time: so the chance to be above is
 * a sum over earlier crossings, and those can be solved for one after the other. O(moments²).
 *
 * A. Buonocore, A. G. Nobile, L. M. Ricciardi, "A new integral equation for the evaluation of
 * first-passage-time probability densities", Adv. Appl. Prob. 19, 1987; G. Peskir, "On integral equations arising
 * in the first-passage problem for Brownian motion", J. Integral Equations Appl. 14, 2002 (the master equation).
 */
export function chancesOfPassage(spots: readonly Spot[]): readonly number[] {
  const [start] = spots
  if (start === undefined) return []
  const atOnce = chanceAbove(start)
  const chances = [atOnce]
  const crossings: { readonly at: Spot; readonly chance: number }[] = []
  for (const [i, spot] of spots.entries()) {
    const last = spots[i - 1]
    if (last === undefined) continue
    const at = midway(last, spot)
    const explained = crossings.reduce(
      (sum, crossing) => sum + crossing.chance * chanceFrom(crossing.at, spot),
      atOnce > 0 ? stayingAbove(start, spot) : 0,
    )
    const left = Math.max(0, chanceAbove(spot) - explained)
    const before = chances.at(-1) ?? 0
    const chance = Math.min(1 - before, left / Math.max(0.25, chanceFrom(at, spot)))
    crossings.push({ at, chance })
    chances.push(before + chance)
  }
  return chances
}

/** Of being above the bar now, whatever was before. */
export const chanceAbove = ({ mean, variance, bar }: Spot) => chanceOf(mean - bar, variance)

/** Of being above a bar, having been exactly at an earlier one. */
const chanceFrom = (earlier: Spot, { mean, variance, bar }: Spot) =>
  chanceOf(earlier.bar + mean - earlier.mean - bar, variance - earlier.variance)

/** Of being above both bars, the first one and a later one. */
function stayingAbove(start: Spot, spot: Spot): number {
  if (!(start.variance > 0)) return chanceFrom({ ...start, bar: start.mean }, spot)
  const deviation = Math.sqrt(start.variance)
  const lowest = (start.bar - start.mean) / deviation
  const from = Math.max(-widest, lowest)
  return integral(
    (x) => {
      const z = from + x
      const bar = start.mean + z * deviation
      return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * chanceFrom({ ...start, bar }, spot)
    },
    Math.max(0, widest - from),
  )
}

const widest = 9

const midway = (a: Spot, b: Spot): Spot => ({
  mean: (a.mean + b.mean) / 2,
  variance: (a.variance + b.variance) / 2,
  bar: (a.bar + b.bar) / 2,
})

/** Of a normal number with this mean not to be negative. */
function chanceOf(mean: number, variance: number): number {
  if (!(variance > 0)) return mean >= 0 ? 1 : 0
  return Math.exp(normal.logBelow(mean / Math.sqrt(variance)))
}
