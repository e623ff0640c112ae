import { expect, it } from 'vitest'
import { effectOfRates } from '../../../../src/stats/effects/effect-of-rates.ts'
import { rateChoiceOf } from '../../../../src/stats/effects/rate-method.ts'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { outcomesFor, powerBy } from '../../../../src/stats/planning/power.ts'
import { steady } from '../../../../src/stats/planning/stretches.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { mean, p95, pairs, planOf, rate, units } from './given.ts'

const ofEveryMethod: readonly (readonly [string, Partial<Plan>])[] = [
  ['ConfidenceSequence', {}],
  ['FixedHorizon', { method: 'FixedHorizon' }],
  ['DifferenceSplit', { figure: rate(0.02), truth: 0.01 }],
  ['EventSplit', { figure: rate(0.02), bound: 'Ratio', boundary: 1.1, truth: 2 }],
  ['LevelSplit', { bound: 'Limit', boundary: 0.05, truth: 0.08 }],
  ['QuantileSequence', { figure: p95, bound: 'Ratio', boundary: 1, truth: 1.1 }],
  ['PairedSequence', { figure: mean, truth: 0.05, source: pairs(0.9) }],
  [
    'PairedSequence of a level',
    { figure: mean, bound: 'Limit', boundary: 5, truth: 5.1, source: pairs(0.9) },
  ],
  ['ClusteredSequence', { figure: mean, truth: 0.3, source: units }],
]

const needed = (parts: Partial<Plan>, power = 0.8) => Number(outcomesFor(planOf(parts), power))

it.each(ofEveryMethod)('%s: more is needed for a smaller effect', (_, parts) => {
  const plan = planOf(parts)
  const nearer = [1, 0.9, 0.8, 0.7].map((part) =>
    needed({ ...parts, truth: plan.boundary + part * (plan.truth - plan.boundary) }),
  )
  expect(nearer).toEqual(nearer.toSorted((a, b) => a - b))
  expect(new Set(nearer).size).toBe(4)
})

it.each(ofEveryMethod)('%s: more is needed for less alpha, and for more power', (_, parts) => {
  const byAlpha = [0.1, 0.05, 0.01, 0.001].map((alpha) => needed({ ...parts, alpha }))
  const byPower = [0.3, 0.5, 0.8, 0.9, 0.99].map((power) => needed(parts, power))
  for (const ns of [byAlpha, byPower]) {
    expect(ns).toEqual(ns.toSorted((a, b) => a - b))
    expect(new Set(ns).size).toBe(ns.length)
  }
})

it.each(ofEveryMethod)('%s: more is needed the smaller the share', (_, parts) => {
  // Not far from a half the best share depends on which of the two has more events.
  const ns = [0.5, 0.2, 0.1, 0.05].map((share) => needed({ ...parts, stretches: steady(share) }))
  expect(ns).toEqual(ns.toSorted((a, b) => a - b))
  // Pairs have no share.
  expect(new Set(ns).size).toBe(parts.source?.of === 'Pairs' ? 1 : 4)
})

it.each(ofEveryMethod)('%s: the power at that number is what it is for', (_, parts) => {
  for (const power of [0.5, 0.9])
    expect(powerBy(planOf(parts), needed(parts, power))).toBeCloseTo(power, 1)
})

it('excludes a margin although nothing ever fails, as soon as the engine does', () => {
  const parts = {
    figure: rate(0),
    truth: 0,
    side: 'Less',
    bound: 'Margin',
    boundary: 0.01,
  } as const
  const strataAt = (n: number) => {
    const half = { whole: { n: n / 2, events: 0 }, byBucket: [], bySlice: [] }
    return [stratum({ epoch: 0, chance: 0.5, champion: half, challenger: half })]
  }
  const { plannedN } = planOf(parts)
  const choice = rateChoiceOf(strataAt(100), { plannedN, margin: 0.01 })
  const logPAt = (n: number) => effectOfRates(strataAt(n), choice).logPLess(0.01, 0.05)
  const n = needed(parts)
  expect(n).toBeLessThan(2000)
  expect(logPAt(n * 1.001)).toBeLessThan(Math.log(0.05))
  expect(logPAt(n * 0.999)).toBeGreaterThan(Math.log(0.05))
  expect(needed(parts, 0.99)).toBe(n)
  // A tenth of the margin takes ten times as long, and more, since the first look knows no rate as small.
  const ratio = needed({ ...parts, boundary: 0.001 }) / n
  expect(ratio).toBeGreaterThan(10)
  expect(ratio).toBeLessThan(15)
})

it.each([
  ['a truth at the boundary', { truth: 0 }, 'NeverReached'],
  ['a truth on the wrong side', { truth: -0.1 }, 'NeverReached'],
  [
    'a ratio of events that never happen',
    { figure: rate(0), bound: 'Ratio', boundary: 1.1, truth: 2 },
    'NeverReached',
  ],
  ['a mean without spread', { figure: { ...mean, variance: 0 } }, 'NoSpread'],
  ['a rate beyond one', { figure: rate(0.99), truth: 0.02 }, 'OutOfRange'],
  ['a quantile by its difference', { figure: p95 }, 'NoMethod'],
  ['a ratio of means', { figure: mean, bound: 'Ratio', boundary: 1.1, truth: 1.2 }, 'NoMethod'],
  [
    'a limit of a quantile, of pairs',
    { figure: p95, bound: 'Limit', boundary: 300, truth: 350, source: pairs(0.5) },
    'NoMethod',
  ],
  ['a posterior of a quantile', { figure: p95, method: 'Bayesian', truth: 0.1 }, 'NoMethod'],
  [
    'a posterior relative to nothing',
    { figure: { ...mean, champion: 0 }, method: 'Bayesian' },
    'ZeroChampion',
  ],
  [
    'a posterior of pairs relative to nothing',
    { figure: rate(0), method: 'Bayesian', source: pairs(0.5) },
    'ZeroChampion',
  ],
  ['no stretch', { stretches: [] }, 'OutOfRange'],
  ['no alpha', { alpha: 0 }, 'OutOfRange'],
] as const)('says why there is no number: %s', (_, parts, unknown) => {
  expect(outcomesFor(planOf(parts), 0.8)).toMatchObject({ unknown })
})

it('is less sure of a level where requests of a unit are alike', () => {
  const plan = planOf({ bound: 'Limit', boundary: 0.05, truth: 0.08 })
  const [alone, alike] = [plan.source, units].map((source) =>
    Number(outcomesFor({ ...plan, source }, 0.9)),
  )
  expect(alike).toBeGreaterThan(1.1 * (alone ?? 0))
})

it('finds a limit broken by far as soon as some forty units have failed, and kept by some four hundred', () => {
  const of = (parts: Partial<Plan>) =>
    needed({ figure: rate(0.01), bound: 'Limit', boundary: 0.05, source: units, ...parts }, 0.9)
  // Of each 5 requests of a unit the challenger has one half.
  expect(of({ truth: 0.5 }) / 10).toBeGreaterThan(80)
  expect(of({ truth: 0.5 }) / 10).toBeLessThan(120)
  expect(of({ truth: 0, side: 'Less' }) / 10).toBeGreaterThan(400)
  expect(of({ truth: 0, side: 'Less' }) / 10).toBeLessThan(450)
})

it.each([
  ['of requests', {}],
  ['of units', { source: units, boundary: 1 }],
  ['of pairs', { source: pairs(0.9), boundary: 0.1 }],
  ['as a level', { bound: 'Limit', boundary: 5.5, truth: 5 }],
  [
    'as a level of pairs',
    { bound: 'Limit', boundary: 5.5, truth: 5, source: { ...pairs(0.9), perSlice: 5 } },
  ],
] as const)('a mean %s is safe the later the worse the disasters that nobody has seen', (_, parts) => {
  const upTo = (high: number) =>
    needed({
      figure: { ...mean, range: { low: 0, high } },
      bound: 'Margin',
      boundary: 0.5,
      side: 'Less',
      truth: 0,
      ...parts,
    })
  const ns = [100, 200, 400].map(upTo)
  expect((ns[1] ?? 0) / (ns[0] ?? 1)).toBeGreaterThan(1.3)
  expect((ns[2] ?? 0) / (ns[1] ?? 1)).toBeGreaterThan(1.6)
  expect((ns[2] ?? 0) / (ns[1] ?? 1)).toBeLessThan(2.2)
})

it('reckons with disasters on the side that they can come from, and only where the decision does', () => {
  const figure = { ...mean, champion: 99, range: { low: 0, high: 100 } }
  const parts = { figure, bound: 'Margin', truth: 0 } as const
  const [down, up] = [
    needed({ ...parts, boundary: -0.5 }),
    needed({ ...parts, boundary: 0.5, side: 'Less' }),
  ]
  // The best that the one hides is as bad as the worst of the other.
  expect(down / up).toBeCloseTo(1, 6)
  const level = { figure, bound: 'Limit' } as const
  const fall = needed({ ...level, boundary: 98.5, truth: 99 })
  const rise = needed({ ...level, boundary: 99.5, truth: 99, side: 'Less' })
  expect(fall / rise).toBeGreaterThan(1.5)
  for (const method of ['FixedHorizon', 'Bayesian'] as const) {
    const effect = { truth: 0.3, method }
    expect(needed({ figure, ...effect })).toBe(
      needed({ figure: { ...mean, champion: 99 }, ...effect }),
    )
  }
})

it('waits for the gates, however large the effect', () => {
  const plan = planOf({ truth: 0.6, stretches: steady(0.05) })
  expect(powerBy(plan, 4900)).toBe(0)
  expect(powerBy(plan, 6000)).toBeCloseTo(1, 6)
})
