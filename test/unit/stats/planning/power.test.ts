import { expect, it } from 'vitest'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { outcomesFor, powerBy } from '../../../../src/stats/planning/power.ts'
import { sampleSize } from '../../../../src/stats/planning/sample-size.ts'
import { steady } from '../../../../src/stats/planning/stretches.ts'
import { disasters, mean, p95, pairs, planOf, ramp, rate, units } from './given.ts'
import { rehearsed } from './rehearsal.ts'

const quick: readonly (readonly [string, Partial<Plan>])[] = [
  ['a rate, by a sequence', {}],
  ['a rate, safe', { bound: 'Margin', boundary: 0.03, side: 'Less', truth: 0 }],
  ['a rare rate, less', { figure: rate(0.05), truth: -0.02, side: 'Less' }],
  ['a rate near one', { figure: rate(0.95), truth: 0.02 }],
  ['rare harm', { figure: rate(0.01), bound: 'Margin', boundary: 0.005, truth: 0.02 }],
  [
    'a ratio, over a ramp',
    { figure: rate(0.02), bound: 'Ratio', boundary: 1.1, truth: 2, stretches: ramp },
  ],
  [
    'a large ratio at 5 %',
    { figure: rate(0.02), bound: 'Ratio', boundary: 1.1, truth: 6, stretches: steady(0.05) },
  ],
  ['a ratio, safe', { figure: rate(0.05), bound: 'Ratio', boundary: 1.5, side: 'Less', truth: 1 }],
  ['a level, broken', { bound: 'Limit', boundary: 0.05, truth: 0.08 }],
  ['a level, kept', { bound: 'Limit', boundary: 0.05, side: 'Less', truth: 0.03 }],
  ['a mean at 20 %', { figure: mean, truth: 0.1, stretches: steady(0.2) }],
  [
    'a level of units, broken',
    { figure: rate(0.05), bound: 'Limit', boundary: 0.05, truth: 0.08, source: units },
  ],
  [
    'a level of units, kept',
    {
      figure: rate(0.01),
      bound: 'Limit',
      boundary: 0.05,
      side: 'Less',
      truth: 0.02,
      source: units,
    },
  ],
  ['a level of a mean', { figure: mean, bound: 'Limit', boundary: 5, side: 'Less', truth: 4.9 }],
  [
    'a mean, safe from disasters',
    { figure: disasters, bound: 'Margin', boundary: 0.5, side: 'Less', truth: 0 },
  ],
  [
    'a mean, safe from disasters, over a ramp',
    { figure: disasters, bound: 'Margin', boundary: 0.5, side: 'Less', truth: 0, stretches: ramp },
  ],
  [
    'a level of a mean, safe from disasters',
    { figure: disasters, bound: 'Limit', boundary: 5.5, side: 'Less', truth: 5 },
  ],
  ['a mean, harmed', { figure: disasters, bound: 'Margin', boundary: 0.1, truth: 0.5 }],
  ['a posterior', { figure: mean, method: 'Bayesian', truth: 0.1, plannedN: 1000 }],
]

const costly: readonly (readonly [string, Partial<Plan>])[] = [
  ['pairs of means', { figure: mean, truth: 0.05, source: pairs(0.9) }],
  ['pairs of rates', { figure: rate(0.8), truth: 0.02, source: pairs(0.7) }],
  [
    'a ratio of pairs',
    { figure: rate(0.2), bound: 'Ratio', boundary: 1.1, truth: 1.2, source: pairs(0.7) },
  ],
  [
    'a ratio of pairs that fail together',
    {
      figure: rate(0.01),
      bound: 'Ratio',
      boundary: 1.1,
      truth: 1,
      side: 'Less',
      source: pairs(0.98),
    },
  ],
  [
    'a p95 of pairs',
    { figure: p95, bound: 'Ratio', boundary: 1.1, truth: 1.2, source: pairs(0.8) },
  ],
  [
    'a ratio of units',
    { figure: rate(0.1), bound: 'Ratio', boundary: 1.1, truth: 1.6, source: units },
  ],
  [
    'a p90 of units',
    {
      figure: { ...p95, quantile: 0.9 },
      bound: 'Ratio',
      boundary: 1.1,
      truth: 1.25,
      source: units,
    },
  ],
  ['means of units', { figure: mean, truth: 0.3, source: units }],
  [
    'harm to rates of units',
    { figure: rate(0.05), bound: 'Margin', boundary: 0.01, truth: 0.06, source: units },
  ],
  [
    'means of units, safe from disasters',
    { figure: disasters, bound: 'Margin', boundary: 1, side: 'Less', truth: 0, source: units },
  ],
  [
    'pairs, safe from disasters',
    {
      figure: disasters,
      bound: 'Margin',
      boundary: 0.1,
      side: 'Less',
      truth: 0,
      source: pairs(0.9),
    },
  ],
  ['a slower p95', { figure: p95, bound: 'Ratio', boundary: 1, truth: 1.1 }],
  [
    'a level of a mean of pairs, broken',
    { figure: mean, bound: 'Limit', boundary: 5, truth: 5.1, source: pairs(0.9) },
  ],
  [
    'a level of a mean of pairs, safe from disasters',
    {
      figure: disasters,
      bound: 'Limit',
      boundary: 5.2,
      side: 'Less',
      truth: 5,
      source: pairs(0.9),
    },
  ],
  ['a level of rates of pairs', { bound: 'Limit', boundary: 0.3, truth: 0.35, source: pairs(0.7) }],
  [
    'a posterior of pairs',
    { figure: mean, method: 'Bayesian', truth: 0.012, source: pairs(0.9), plannedN: 1000 },
  ],
  [
    'a posterior of pairs of rates',
    { method: 'Bayesian', truth: 0.01, source: pairs(0.7), plannedN: 1000 },
  ],
  ['a p95 that is safe', { figure: p95, bound: 'Ratio', boundary: 1.1, truth: 1, side: 'Less' }],
]

const rows = [
  ...quick.map(([name, parts]) => ({ name, parts, runs: 400, looks: 80 })),
  ...costly.map(([name, parts]) => ({ name, parts, runs: 80, looks: 40 })),
]
type Row = (typeof rows)[number]

const known = new Map<Row, readonly number[]>()

/** Where 50, 80 and 90 % are planned: how often the engine finds it by then, less that. */
function misses(row: Row): readonly number[] {
  const found = known.get(row) ?? missesOf(row)
  known.set(row, found)
  return found
}

function missesOf({ parts, runs, looks }: Row): readonly number[] {
  const plan = planOf(parts)
  const powers = [0.5, 0.8, 0.9]
  const ns = powers.map((power) => Number(outcomesFor(plan, power)))
  const found = rehearsed(plan, ns, { runs, looks, seed: 20 })
  return found.map((each, i) => each - (powers[i] ?? 0))
}

// The plan takes it that looks are many; with fewer of them somewhat less is found.
it.each(rows)('finds as often as planned: $name', (row) => {
  for (const miss of misses(row)) expect(Math.abs(miss + 0.02)).toBeLessThan(0.12)
})

it('is off by little on average', () => {
  const all = rows.flatMap(misses)
  const average = all.reduce((sum, miss) => sum + miss, 0) / all.length
  expect(average).toBeGreaterThan(-0.05)
  expect(average).toBeLessThan(0.02)
})

it.each([
  ['a rate', { method: 'FixedHorizon' }],
  ['a mean that is to fall', { figure: mean, truth: -0.1, side: 'Less', method: 'FixedHorizon' }],
  ['pairs', { figure: mean, truth: 0.05, source: pairs(0.9), method: 'FixedHorizon' }],
  ['means of units', { figure: mean, truth: 0.3, source: units, method: 'FixedHorizon' }],
] as const)('finds as often as planned at a fixed horizon: %s', (_, parts) => {
  const plan = planOf(parts)
  const n = Number(outcomesFor(plan, 0.8))
  const [found] = rehearsed(plan, [n], { runs: 600, looks: 1, seed: 5 })
  expect(found).toBeGreaterThan(0.76)
  expect(found).toBeLessThan(0.84)
})

it('counts all looks, not only the last', () => {
  const [always, once] = (['AlwaysValid', 'FixedHorizon'] as const).map((method) =>
    Number(outcomesFor(planOf({ method }), 0.9)),
  )
  // Of a fixed sample for 90 %, two thirds are found by then and 93 % by twice as much.
  const plan = planOf({ plannedN: once ?? 0 })
  expect(always).toBeGreaterThan(1.3 * (once ?? 0))
  expect(powerBy(plan, once ?? 0)).toBeGreaterThan(0.6)
  expect(powerBy(plan, 2 * (once ?? 0))).toBeGreaterThan(0.93)
})

it('agrees with the z test at a fixed horizon', () => {
  const goal = { alpha: 0.05, power: 0.9, ratio: 0.25, alternative: 'Larger' } as const
  const parts = {
    figure: mean,
    truth: 0.1,
    stretches: steady(0.2),
    method: 'FixedHorizon',
  } as const
  const champions = Number(sampleSize(0.05, goal))
  expect(outcomesFor(planOf(parts), 0.9)).toBeCloseTo(champions * 1.25, 5)
})

it('needs a tenth of the requests where both answer and hardly differ', () => {
  const parts = { figure: mean, truth: 0.05 }
  const split = Number(outcomesFor(planOf(parts), 0.9))
  const shadow = Number(outcomesFor(planOf({ ...parts, source: pairs(0.9) }), 0.9))
  expect(shadow / split).toBeLessThan(0.15)
})
