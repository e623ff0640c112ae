import { chiSquared } from '../distributions/chi-squared.ts'
import { pointBelow } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import type { Spot } from './passage.ts'
import type { Place, Walk } from './walk.ts'

/** A walk that has come so far, exactly as expected, and the standard error of its truth. */
export type Start = { readonly n: number; readonly error: number }

/**
 * What the places are for each of some equally probable cases: of the error that the bar is made of, which is
 * only estimated, and of the truth, where the walk has begun and its truth is an estimate. 45 cases at most, each
 * with as many spots as there are places; the bar of each place is asked for five times at most.
 */
export function spotsOf(
  walk: Walk,
  places: readonly Place[],
  start: Start,
  last: number,
): readonly (readonly Spot[])[] {
  const before = start.n > 0 ? walk.at(start.n) : { variance: 0, slope: 0 }
  return scalesOf(walk.df(last)).flatMap((scale) => {
    const bars = places.map(({ need, radius }) => Math.min(highest, need + radius(scale)))
    return errorsOf(start).map((error) =>
      places.map(({ mean, slope, variance }, i) => ({
        mean: mean + error * (slope - before.slope),
        variance: Math.max(0, variance - before.variance),
        bar: bars[i] ?? highest,
      })),
    )
  })
}

/** A bar that is never reached, and yet a number. */
const highest = 1e307

/** The middles of so many equal parts of all that is possible. */
const middles = (parts: number) => Array.from({ length: parts }, (_, i) => (i + 0.5) / parts)

/** By which factors an estimated error may miss the true one. */
function scalesOf(df: number): readonly number[] {
  if (!(df < Number.POSITIVE_INFINITY)) return [1]
  const distribution = chiSquared(Math.max(1, df))
  return middles(5).map((p) => Math.sqrt(pointBelow(distribution, p) / Math.max(1, df)))
}

const errorsOf = ({ error }: Start): readonly number[] =>
  error > 0 ? middles(9).map((p) => error * pointBelow(normal, p)) : [0]

/** The mean over all cases, moment by moment. */
export function averaged(cases: readonly (readonly number[])[]): readonly number[] {
  const sums = (cases[0] ?? []).map((_, i) => cases.reduce((sum, each) => sum + (each[i] ?? 0), 0))
  return sums.map((sum) => sum / cases.length)
}
