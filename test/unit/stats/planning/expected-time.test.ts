import { expect, it } from 'vitest'
import { expectedTime } from '../../../../src/stats/planning/expected-time.ts'
import type { Awaited } from '../../../../src/stats/planning/prospect.ts'
import type { Schedule } from '../../../../src/stats/planning/schedule.ts'
import { sequenceBounds } from '../../../../src/stats/sequential/sequence.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { figure } from '../figures.ts'
import { mean, planOf, rate, units } from './given.ts'

const hour = 3_600_000
const canary: Schedule = {
  requestsPerSecond: 40,
  steps: [
    { champion: 0.95, challenger: 0.05, durationMs: hour / 6 },
    { champion: 0.8, challenger: 0.2, durationMs: hour / 6 },
    { champion: 0.5, challenger: 0.5, durationMs: 0 },
  ],
  minimumMs: 0,
  maximumMs: 24 * hour,
}
const accuracy: Awaited = {
  ...planOf({ figure: rate(0.8), truth: 0.02, alpha: 0.025 }),
  delayMs: 0,
}
const errors: Awaited = {
  ...planOf({ figure: rate(0.01), bound: 'Ratio', side: 'Less', boundary: 1.1, truth: 1 }),
  delayMs: 0,
}

function timeFor(claims: readonly Awaited[], changes: Partial<Schedule> = {}) {
  const found = expectedTime(claims, { ...canary, ...changes })
  if (isUnknown(found)) throw new Error(found.sentence)
  return found
}

it('goes through the steps of a canary', () => {
  const { at50Ms, at90Ms, chance, sentence } = timeFor([accuracy])
  expect(at50Ms).toBeGreaterThan(hour / 6)
  expect(at90Ms).toBeLessThan(hour)
  expect(chance).toBeGreaterThan(0.9)
  expect(sentence).toMatch(
    /^at 40 requests\/s this takes about \d+ min, and hardly more than \d+ min$/,
  )
  const toThirds = canary.steps.map((step) => ({
    ...step,
    champion: step.champion / 3,
    challenger: step.challenger / 3,
  }))
  const third = timeFor([accuracy], { steps: toThirds, requestsPerSecond: 120 })
  expect(third.at90Ms).toBeCloseTo(at90Ms ?? 0, -1)
})

it('says what it would need, where the maximum is too short', () => {
  const found = timeFor([accuracy], { requestsPerSecond: 0.1 })
  expect(found).toMatchObject({ at50Ms: undefined, at90Ms: undefined })
  expect(found.chance).toBeLessThan(0.5)
  expect(found.sentence).toBe('at 0.1 requests/s this needs about 3 days; the maximum is 24 h')
  const half = timeFor([accuracy], { requestsPerSecond: 0.2 })
  expect(half.sentence).toMatch(
    /^at 0.2 requests\/s this is as likely as not within \d+ h, and very likely only within \d+ h; the maximum is 24 h$/,
  )
})

it('waits for outcomes, and for the minimum', () => {
  const now = timeFor([accuracy])
  const later = timeFor([{ ...accuracy, delayMs: 5 * hour }])
  expect(later.at90Ms).toBeCloseTo((now.at90Ms ?? 0) + 5 * hour, -2)
  expect(timeFor([accuracy], { minimumMs: 6 * hour })).toMatchObject({
    at50Ms: 6 * hour,
    at90Ms: 6 * hour,
  })
})

it('waits for the slowest of all claims, and a bit longer than for it alone', () => {
  const slow = timeFor([errors], { maximumMs: 1000 * hour })
  const both = timeFor([accuracy, errors], { maximumMs: 1000 * hour })
  expect(both.at90Ms).toBeCloseTo(slow.at90Ms ?? 0, -5)
  const twice = timeFor([errors, errors], { maximumMs: 1000 * hour })
  expect(twice.at90Ms).toBeGreaterThan(1.05 * (slow.at90Ms ?? 0))
})

it('judges a fixed horizon at the maximum, and not before', () => {
  const fixed = { ...accuracy, method: 'FixedHorizon' } as const
  expect(timeFor([fixed])).toMatchObject({ at50Ms: 24 * hour, at90Ms: 24 * hour })
  const short = timeFor([fixed], { maximumMs: hour / 12 })
  expect(short).toMatchObject({ at50Ms: undefined, at90Ms: undefined })
  expect(short.neededMs).toBeGreaterThan(hour / 12)
})

it('knows that some things are never proven', () => {
  const rare = { ...errors, figure: rate(0.01), side: 'More', truth: 1, source: units } as const
  const { neededMs, sentence } = timeFor([rare])
  expect(neededMs).toBeUndefined()
  expect(sentence).toBe('at 40 requests/s this may never be proven; the maximum is 24 h')
})

it('says of a look how much longer, as often as it is so', () => {
  const [n, estimate, spread] = [3000, 0.1, 4 * mean.variance]
  const error = Math.sqrt(spread / n)
  const soFar = { stretches: [{ chance: 0.5, outcomes: n }], error, pending: 0 }
  const claim: Awaited = { ...planOf({ figure: mean, truth: estimate }), delayMs: 0, soFar }
  const steps = [{ champion: 0.5, challenger: 0.5, durationMs: 0 }]
  const found = timeFor([claim], { requestsPerSecond: 1000, steps, maximumMs: 50_000 })

  const more = Array.from({ length: 600 }, (_, run) => {
    const random = stream(8, run)
    const truth = estimate + error * drawNormal(random)
    let [at, sum] = [n, n * estimate]
    while (at < 60_000) {
      const step = at / 200
      sum += step * truth + Math.sqrt(step * spread) * drawNormal(random)
      at += step
      const now = {
        value: sum / at,
        squaredError: spread / at,
        n: at,
        df: Number.POSITIVE_INFINITY,
      }
      const { low } = sequenceBounds(now, { alphaLow: 0.05, alphaHigh: 0.05, tunedFor: 5000 })
      if (low > 0) return at - n
    }
    return Number.POSITIVE_INFINITY
  }).sort((a, b) => a - b)
  expect(more.filter((ms) => ms <= 50_000).length / 600).toBeCloseTo(found.chance, 1)
  expect(Math.log((more[300] ?? 0) / (found.at50Ms ?? 0))).toBeCloseTo(0, 0)
  const byThen = more.filter((ms) => ms <= (found.at50Ms ?? 0)).length / 600
  expect(byThen).toBeCloseTo(0.5, 1)
})

it('takes what is pending for what comes next', () => {
  const soFar = { stretches: [{ chance: 0.5, outcomes: 5000 }], error: 0.011, pending: 0 }
  const claim = { ...accuracy, delayMs: 10 * hour, soFar }
  const dry = timeFor([claim])
  const pending = timeFor([{ ...claim, soFar: { ...soFar, pending: 1e6 } }])
  expect(dry.at50Ms).toBeGreaterThan(10 * hour)
  expect(pending.at50Ms).toBeLessThan(2 * hour)
})

it('is at once where all is proven already', () => {
  const soFar = { stretches: [{ chance: 0.5, outcomes: 1e6 }], error: 0.0001, pending: 0 }
  expect(figure(expectedTime([{ ...accuracy, soFar }], canary), 'at90Ms')).toBeCloseTo(0, 3)
})

it.each([
  ['no claim', [], {}, 'OutOfRange'],
  ['no step', [accuracy], { steps: [] }, 'OutOfRange'],
  [
    'more than all requests',
    [accuracy],
    { steps: [{ champion: 1, challenger: 1, durationMs: 1 }] },
    'OutOfRange',
  ],
  [
    'no challenger',
    [accuracy],
    { steps: [{ champion: 1, challenger: 0, durationMs: 1 }] },
    'NeverReached',
  ],
  ['no requests', [accuracy], { requestsPerSecond: 0 }, 'NeverReached'],
  ['a delay that is none', [{ ...accuracy, delayMs: -1 }], {}, 'OutOfRange'],
] as const)('says why there is no time: %s', (_, claims, changes, unknown) => {
  expect(expectedTime(claims, { ...canary, ...changes })).toMatchObject({ unknown })
})
