import type { Observed } from '../../../../src/stats/effects/observed.ts'
import { challengersLevel } from '../../../../src/stats/planning/fluctuation.ts'
import type { MeanFigure, Plan } from '../../../../src/stats/planning/plan.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import { normalMoments, ratesOf } from './supposed.ts'
import type { World } from './worlds.ts'

type Chance = () => number

/** Both answers to the same requests, by slice. Of a mean, normal; of a rate, the champion's drawn first. */
export function pairedOutcomes(plan: Plan, chance: Chance): World {
  const { source, figure } = plan
  if (source.of !== 'Pairs') throw new Error('no pairs')
  const slices: { n: number; a: number; b: number }[] = []
  const draw = figure.kind === 'Mean' ? meanPairs(plan, chance) : ratePairs(plan, chance)
  const statistic = (n: number, sum: number) =>
    figure.kind === 'Mean' ? normalMoments(n, sum / n, figure.variance) : { n, events: sum }
  const add = (n: number, at: number) => {
    const slice = slices[at] ?? { n: 0, a: 0, b: 0 }
    slices[at] = slice
    const { a, b } = draw(n)
    slice.n += n
    slice.a += a
    slice.b += b
  }
  const observed = () => {
    const all = slices.reduce((sum, s) => ({ n: sum.n + s.n, a: sum.a + s.a, b: sum.b + s.b }))
    const both = ({ n, a, b }: typeof all) => ({
      champion: statistic(n, a),
      challenger: statistic(n, b),
    })
    const strata = [
      pairedStratum({
        epoch: 0,
        pairs: { whole: both(all), byBucket: [], bySlice: slices.map(both) },
      }),
    ]
    const range = figure.kind === 'Mean' ? figure.range : undefined
    return { of: 'Pairs', figure: figure.kind, range, strata } as unknown as Observed
  }
  return {
    grow: (from, to) => {
      for (let n = from; n < to; ) {
        const slice = Math.floor(n / source.perSlice)
        const next = Math.min(to, (slice + 1) * source.perSlice)
        add(next - n, slice)
        n = next
      }
    },
    observed,
  }
}

function meanPairs(plan: Plan, chance: Chance) {
  const { correlation = 0 } = plan.source as { correlation?: number }
  const { champion, variance, challengerVariance = variance } = plan.figure as MeanFigure
  return (n: number) => {
    const z = drawNormal(chance)
    const other = correlation * z + Math.sqrt(1 - correlation ** 2) * drawNormal(chance)
    return {
      a: n * champion + z * Math.sqrt(n * variance),
      b: n * challengersLevel(champion, plan) + other * Math.sqrt(n * challengerVariance),
    }
  }
}

function ratePairs(plan: Plan, chance: Chance) {
  const { correlation = 0 } = plan.source as { correlation?: number }
  const [p = 0, q = 0] = ratesOf(plan)
  const both = p * q + correlation * Math.sqrt(p * (1 - p) * q * (1 - q))
  return (n: number) => {
    const a = drawBinomial(chance, n, p)
    const alike = p > 0 ? drawBinomial(chance, a, both / p) : 0
    return { a, b: alike + drawBinomial(chance, n - a, p < 1 ? (q - both) / (1 - p) : 0) }
  }
}
