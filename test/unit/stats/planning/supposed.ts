import { challengersLevel } from '../../../../src/stats/planning/fluctuation.ts'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import type { Moments } from '../../../../src/stats/sums/moments.ts'

/** The champion's rate and the challenger's, as a plan supposes them. None of other figures. */
export const ratesOf = (plan: Plan): readonly number[] =>
  plan.figure.kind === 'Rate'
    ? [plan.figure.champion, challengersLevel(plan.figure.champion, plan)]
    : []

/** Of so many values with this mean, as spread as normal ones are. */
export function normalMoments(n: number, mean: number, variance: number): Moments {
  const reach = 4 * Math.sqrt(variance)
  return {
    n,
    sum: [n * mean, 0, 0],
    squares: [n * (variance + mean ** 2), 0, 0],
    cubes: [n * (mean ** 3 + 3 * mean * variance), 0, 0],
    shift: 0,
    span: { low: mean - reach, high: mean + reach, strayed: 0 },
    beyond: 0,
  }
}
