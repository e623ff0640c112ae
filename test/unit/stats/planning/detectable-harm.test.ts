import { expect, it } from 'vitest'
import { detectableHarm, type Validation } from '../../../../src/stats/planning/detectable-harm.ts'
import { powerBy } from '../../../../src/stats/planning/power.ts'
import { steady } from '../../../../src/stats/planning/stretches.ts'
import { figure } from '../figures.ts'
import { mean, p95, pairs, planOf, rate } from './given.ts'

const hour = 3_600_000
const errors = planOf({ figure: rate(0.01), bound: 'Ratio', boundary: 1.1 })
const short: Validation = { durationMs: 2 * hour, holdback: 0.05, requestsPerSecond: 1, delayMs: 0 }
const long: Validation = { ...short, durationMs: 24 * hour, holdback: 0.1, requestsPerSecond: 40 }

it('sees only a fivefold error rate with 5 % held back for two hours at one request a second', () => {
  const found = detectableHarm(errors, short)
  expect(found).toMatchObject({ n: 7200, isUnderpowered: true })
  expect(figure(found, 'harm')).toBeGreaterThan(4)
  expect(figure(found, 'harm')).toBeLessThan(7)
  expect(found).toHaveProperty(
    'sentence',
    expect.stringMatching(
      /^with 5 % held back for 2 h, harm is likely to be proven from [\d.]+ times the former champion on$/,
    ),
  )
})

it('is found with 80 %', () => {
  const truth = figure(detectableHarm(errors, long), 'harm')
  const plan = { ...errors, truth, stretches: steady(0.9) }
  expect(powerBy(plan, 24 * 3600 * 40)).toBeCloseTo(0.8, 2)
})

it.each([
  [errors, short, true],
  [errors, long, false],
  [planOf({ figure: rate(0.01), bound: 'Margin', boundary: 0.005 }), short, true],
  [planOf({ figure: rate(0.01), bound: 'Margin', boundary: 0.005 }), long, false],
  [planOf({ figure: rate(0.8), bound: 'Margin', side: 'Less', boundary: -0.01 }), short, true],
  [planOf({ figure: rate(0.01), bound: 'Limit', boundary: 0.02 }), long, false],
  [planOf({ figure: p95, bound: 'Ratio', boundary: 1.2 }), short, true],
  [planOf({ figure: p95, bound: 'Ratio', boundary: 1.2 }), long, false],
] as const)('is enough where twice the margin would be seen: row %#', (claim, validation, expected) => {
  expect(detectableHarm(claim, validation)).toMatchObject({ isUnderpowered: expected })
})

it.each([
  ['two and a half margins', 3, 2.5, true],
  ['just more than two', 6, 2.1, true],
  ['just less', 9, 1.9, false],
])('is not enough where two margins go unseen: it sees %s', (_, hours, margins, expected) => {
  const claim = planOf({ figure: mean, bound: 'Margin', boundary: 0.1 })
  const validation = { ...long, durationMs: hours * hour, requestsPerSecond: 2 }
  const found = detectableHarm(claim, validation)
  expect(figure(found, 'harm') / claim.boundary).toBeCloseTo(margins, 1)
  expect(found).toMatchObject({ isUnderpowered: expected })
})

it('sees less with less held back, in less time, and with later outcomes', () => {
  const harm = (changes: Partial<Validation>) =>
    figure(detectableHarm(errors, { ...long, ...changes }), 'harm')
  expect(harm({ holdback: 0.02 })).toBeGreaterThan(harm({}))
  expect(harm({ durationMs: 12 * hour })).toBeGreaterThan(harm({}))
  expect(harm({ delayMs: 6 * hour })).toBeGreaterThan(harm({}))
})

it('sees nothing where nothing counts in time', () => {
  expect(detectableHarm(errors, { ...short, delayMs: 3 * hour })).toEqual({
    harm: undefined,
    n: 0,
    isUnderpowered: true,
    sentence: 'in 2 h no harm would be proven, however large',
  })
})

it.each([
  ['all is held back', errors, { ...short, holdback: 1 }],
  ['time runs backwards', errors, { ...short, durationMs: -1 }],
  ['pairs, of which there are none any more', { ...errors, source: pairs(0.5) }, short],
])('says why there is no answer: %s', (_, claim, validation) => {
  expect(detectableHarm(claim, validation)).toMatchObject({ unknown: 'OutOfRange' })
})
