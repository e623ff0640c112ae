import { expect, it } from 'vitest'
import { minimumDetectableEffect } from '../../../../src/stats/planning/detectable-effect.ts'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { powerBy } from '../../../../src/stats/planning/power.ts'
import { steady } from '../../../../src/stats/planning/stretches.ts'
import { mean, p95, pairs, planOf, rate, units } from './given.ts'

const rows: readonly (readonly [string, Partial<Plan>])[] = [
  ['a rate that is to rise', {}],
  ['a rate that is to fall', { side: 'Less' }],
  ['a mean', { figure: mean }],
  ['a mean, at a fixed horizon', { figure: mean, method: 'FixedHorizon' }],
  ['pairs', { figure: mean, source: pairs(0.9) }],
  ['a posterior of pairs', { figure: mean, source: pairs(0.9), method: 'Bayesian' }],
  ['a level of pairs', { figure: mean, source: pairs(0.9), bound: 'Limit', boundary: 5 }],
  ['units', { figure: mean, source: units }],
  ['a margin', { figure: rate(0.01), bound: 'Margin', boundary: 0.005 }],
  ['a ratio', { figure: rate(0.01), bound: 'Ratio', boundary: 1.1 }],
  ['a ratio of quantiles', { figure: p95, bound: 'Ratio', boundary: 1.1 }],
  ['a limit', { figure: rate(0.01), bound: 'Limit', boundary: 0.05 }],
]

const n = 10_000

it.each(rows)('is found with just that power: %s', (_, parts) => {
  const plan = planOf(parts)
  const truth = Number(minimumDetectableEffect(plan, n, 0.8))
  expect(Math.sign(truth - plan.boundary)).toBe(plan.side === 'More' ? 1 : -1)
  expect(powerBy({ ...plan, truth }, n)).toBeCloseTo(0.8, 2)
})

it.each(rows)('is smaller with more outcomes, and larger for more power: %s', (_, parts) => {
  const plan = planOf(parts)
  const size = (at: number, power: number) =>
    Math.abs(Number(minimumDetectableEffect(plan, at, power)) - plan.boundary)
  expect(size(4 * n, 0.8)).toBeLessThan(size(n, 0.8))
  expect(size(n, 0.95)).toBeGreaterThan(size(n, 0.8))
})

it('is what the formula says at a fixed horizon', () => {
  const plan = planOf({ figure: mean, method: 'FixedHorizon', stretches: steady(0.5) })
  const error = Math.sqrt((4 * mean.variance) / n)
  expect(minimumDetectableEffect(plan, n, 0.8)).toBeCloseTo((1.6449 + 0.8416) * error, 3)
})

it.each([
  ['nothing has come', planOf(), 0, 0.8, 'NeverReached'],
  ['the gates are closed', planOf({ stretches: steady(0.01) }), 1000, 0.8, 'NeverReached'],
  ['no rate is so low', planOf({ figure: rate(0.001), side: 'Less' }), 1000, 0.8, 'NeverReached'],
  ['nobody asks for so much', planOf(), n, 1, 'OutOfRange'],
] as const)('says why there is none: %s', (_, plan, at, power, unknown) => {
  expect(minimumDetectableEffect(plan, at, power)).toMatchObject({ unknown })
})
