import { describe, expect, it } from 'vitest'
import { accuracy, aSpec, hourMs } from '../given.ts'
import { simulated } from './experiment.ts'
import type { Model, Scenario } from './scenario.ts'

/** `npm run test:slow` asks for 500. */
const runs = Number(process.env['SIMULATED'] ?? 60)
/** Where one takes seconds. */
const few = Math.ceil(runs / 5)

const canary = {
  canary: {
    steps: [
      { percent: 20, minimumDuration: '1h' },
      { percent: 50, minimumDuration: '1h' },
    ],
  },
}
const spec = aSpec({
  traffic: canary,
  decision: { minimumDuration: '4h', maximumDuration: '24h' },
  promotion: { validation: { duration: '0s' } },
})
const ofUsers = aSpec({
  ...JSON.parse(JSON.stringify(spec)),
  traffic: { ...canary, unit: { header: 'x-user' } },
})

/** Harder by the hour, and hard requests are often wrong. */
const trended: Model = { right: ({ difficulty, hour }) => 0.95 - 0.2 * difficulty - 0.01 * hour }
const better: Model = { right: (asked) => trended.right(asked) + 0.06 }
/** As good, and fails on what is hard, where the champion is often wrong, too. */
const onHard: NonNullable<Model['fails']> = ({ difficulty }) => (difficulty > 0.9 ? 0.6 : 0)
const timingOut: Model = { ...trended, fails: onHard }
/** Nearly always right, but on what is hard. */
const hard: Model = { right: ({ difficulty }) => (difficulty > 0.9 ? 0.1 : 0.9) }
const byUser: Model = { right: ({ difficulty }) => (difficulty > 0.5 ? 0.98 : 0.35) }

const base: Omit<Scenario, 'seed' | 'models'> = {
  spec,
  ...{ requestsPerLook: 300, lookMs: hourMs, mostLooks: 26 },
  delayMs: (_, random) => 0.9 * hourMs * random(),
}

type Told = { readonly [outcome: string]: number }

function tallied(scenario: Omit<Scenario, 'seed'>, n: number): Told {
  const told: Record<string, number> = {}
  for (let seed = 1; seed <= n; seed++) {
    const outcome = simulated({ ...scenario, seed }).outcome ?? 'Open'
    told[outcome] = (told[outcome] ?? 0) + 1
  }
  process.stdout.write(`${n} rounds: ${JSON.stringify(told)}\n`)
  return told
}

/** The largest share that so many of n could be, with 95 % confidence (Wilson). */
function upperBound(k: number, n: number): number {
  const z = 1.645
  const [p, spread] = [k / n, z * Math.sqrt(((k / n) * (1 - k / n)) / n + (z * z) / (4 * n * n))]
  return (p + (z * z) / (2 * n) + spread) / (1 + (z * z) / n)
}

describe('an equally good challenger', () => {
  it.each([
    ['while all gets harder by the hour', runs, { ...base, models: { v3: trended, v4: trended } }],
    [
      'whose wrong answers are labelled later than right ones',
      few,
      {
        ...base,
        models: { v3: trended, v4: trended },
        delayMs: (isRight: boolean) => (isRight ? 0.05 : 0.95) * hourMs,
      },
    ],
    [
      'asked by users who come back',
      few,
      { ...base, spec: ofUsers, units: 400, models: { v3: byUser, v4: byUser } },
    ],
  ])('is not promoted more often than alpha says, %s', (_, n, scenario) => {
    const promoted = tallied(scenario, n)['Promoted'] ?? 0
    expect(upperBound(promoted, n)).toBeLessThanOrEqual(Math.max(0.075, upperBound(2, n)))
  })
})

it('would be promoted where users are counted as so many requests', () => {
  const scenario = { ...base, units: 60, models: { v3: byUser, v4: byUser } }
  expect(tallied(scenario, 20)['Promoted'] ?? 0).toBeGreaterThan(3)
})

it('a better challenger wins', () => {
  const scenario = { ...base, requestsPerLook: 500, models: { v3: trended, v4: better } }
  expect(tallied(scenario, 20)['Promoted'] ?? 0).toBeGreaterThanOrEqual(18)
})

it('no step rises on what no gate is open for', () => {
  const scenario = {
    ...base,
    requestsPerLook: 10,
    mostLooks: 5,
    models: { v3: trended, v4: better },
  }
  expect(simulated({ ...scenario, seed: 1 }).rules).not.toContain('Step')
  expect(simulated({ ...scenario, requestsPerLook: 2000, seed: 1 }).rules).toContain('Step')
})

it('a worse one never does', () => {
  const scenario = { ...base, models: { v3: better, v4: trended } }
  expect(tallied(scenario, 20)['Promoted'] ?? 0).toBe(0)
})

it('an equally good one that fails on what is hard would win, scored for who has answered', () => {
  const lenient = {
    name: 'errors',
    kind: 'ErrorRate',
    role: 'Guardrail',
    margin: { absolute: '0.2' },
  }
  const metrics = [accuracy, lenient]
  const failing = aSpec({ ...JSON.parse(JSON.stringify(spec)), metrics })
  const models = { v3: hard, v4: { ...hard, fails: onHard } }
  const scenario = { ...base, spec: failing, requestsPerLook: 500, models }
  expect(tallied(scenario, 8)['Promoted'] ?? 0).toBeLessThanOrEqual(1)
  expect(tallied({ ...scenario, scoredFor: 'Answering' }, 8)['Promoted'] ?? 0).toBeGreaterThan(3)
})

it('one that fails on what is hard goes home', () => {
  const scenario = { ...base, models: { v3: trended, v4: timingOut } }
  const told = tallied(scenario, 10)
  expect(told['RolledBack']).toBe(10)
})
