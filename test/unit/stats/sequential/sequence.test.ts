import { describe, expect, it } from 'vitest'
import type { Estimate } from '../../../../src/stats/sequential/estimate.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { eventsGate, gatesOfSkew } from '../../../../src/stats/sequential/gates.ts'
import {
  logP,
  logPOfLess,
  sequenceBounds,
  twoSidedRadius,
} from '../../../../src/stats/sequential/sequence.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'

const tunedFor = 5000
const lowAt = (estimate: Estimate, alpha: number) =>
  sequenceBounds(estimate, { alphaLow: alpha, alphaHigh: 0.05, tunedFor }).low

it('agrees with gbstats (sequential_interval_halfwidth at 8f1db44)', () => {
  const squaredError = 0.09 / 1000 + 0.1 / 1100
  const estimate = { value: 0.05, squaredError, n: 2100, df: Infinity }
  const radius = twoSidedRadius(estimate, 0.05, 2000)
  expect(0.05 - radius).toBeCloseTo(0.009176649533446685, 12)
  expect(0.05 + radius).toBeCloseTo(0.0908233504665533, 12)
})

it('lies closer when only one side is asked, and not as close as at thrice the alpha', () => {
  const estimate = { value: 0.03, squaredError: 0.0004, n: 1800, df: Infinity }
  const two = 0.03 - twoSidedRadius(estimate, 0.05, tunedFor)
  expect(lowAt(estimate, 0.05)).toBeGreaterThan(two)
  expect(lowAt(estimate, 0.05)).toBeLessThan(0.03 - twoSidedRadius(estimate, 0.15, tunedFor))
})

const random = stream(11)
const estimates: readonly Estimate[] = Array.from({ length: 300 }, () => ({
  value: drawNormal(random) * 10 ** (6 * random() - 3),
  squaredError: 10 ** (12 * random() - 8),
  n: Math.round(10 ** (1 + 11 * random())),
  df: random() < 0.5 ? Infinity : 1 + Math.floor(70 * random()),
}))

it('has p ≤ alpha exactly where the bound at alpha excludes the boundary', () => {
  for (const estimate of estimates) {
    for (const alpha of [0.05, 0.05 / 12, 1e-6]) {
      const { low, high } = sequenceBounds(estimate, {
        alphaLow: alpha,
        alphaHigh: alpha,
        tunedFor,
      })
      const nearby = 1e-7 * (estimate.value - low)
      expect(logP(estimate, low - nearby, { alpha, tunedFor })).toBeLessThanOrEqual(Math.log(alpha))
      expect(logP(estimate, low + nearby, { alpha, tunedFor })).toBeGreaterThan(Math.log(alpha))
      expect(logPOfLess(estimate, high + nearby, { alpha, tunedFor })).toBeLessThanOrEqual(
        Math.log(alpha),
      )
      expect(logPOfLess(estimate, high - nearby, { alpha, tunedFor })).toBeGreaterThan(
        Math.log(alpha),
      )
    }
  }
})

it('widens with confidence, and with fewer clusters', () => {
  for (const estimate of estimates) {
    const alphas = [0.1, 0.05, 0.01, 1e-4, 1e-12]
    const lows = alphas.map((alpha) => lowAt(estimate, alpha))
    expect(lows).toEqual(lows.toSorted((a, b) => b - a))
    const byClusters = [Infinity, 63, 15, 7].map((df) => lowAt({ ...estimate, df }, 0.05))
    expect(byClusters).toEqual(byClusters.toSorted((a, b) => b - a))
  }
})

const one = { value: 1, squaredError: 1, n: 1000, df: Infinity }
const odd: readonly (readonly [string, Estimate])[] = [
  ['a hundred thousand errors', { ...one, value: 1e5 }],
  ['a hundred thousand errors of few clusters', { ...one, value: 1e5, df: 15 }],
  ['an effect beyond squares', { ...one, value: 1e300 }],
  ['no error', { ...one, squaredError: 0 }],
  ['no error of few clusters', { ...one, squaredError: 0, df: 15 }],
  ['an error beyond all', { ...one, squaredError: 1.7e308, df: 1 }],
  ['no pieces', { ...one, n: 0 }],
  ['no pieces and no error', { ...one, n: 0, squaredError: 0 }],
  ['a single cluster', { ...one, df: 0 }],
  ['nothing at all', { value: 0, squaredError: 0, n: 0, df: 0 }],
  ['a trillion pieces', { ...one, n: 1e12, squaredError: 1e-12 }],
]

it.each(odd)('has bounds and p values without a hole: %s', (_, estimate) => {
  for (const alpha of [0.99, 0.05, 1e-300]) {
    for (const tuned of [0, 1, 5000, 1e12]) {
      const { low, high } = sequenceBounds(estimate, {
        alphaLow: alpha,
        alphaHigh: alpha,
        tunedFor: tuned,
      })
      const logs = [-1e308, 0, 1, 1e308].flatMap((boundary) => [
        logP(estimate, boundary, { alpha, tunedFor: tuned }),
        logPOfLess(estimate, boundary, { alpha, tunedFor: tuned }),
      ])
      expect([low, high, ...logs, twoSidedRadius(estimate, alpha, tuned)]).not.toContain(Number.NaN)
      expect(low).toBeLessThanOrEqual(high)
      expect(Math.max(...logs)).toBeLessThanOrEqual(0)
    }
  }
})

it('excludes nothing before anything spoke', () => {
  const bounds = { alphaLow: 0.05, alphaHigh: 0.05, tunedFor }
  expect(sequenceBounds({ ...one, n: 0 }, bounds)).toEqual({ low: -Infinity, high: Infinity })
  expect(logP({ ...one, n: 0 }, -1e6, { alpha: 0.05, tunedFor })).toBe(0)
})

describe('with a look after every hundred of 30,000 outcomes', () => {
  it('errs in at most 5 % of A/A tests at 95 to 5, behind its gates (seed 42)', () => {
    expect(falseAlarms(0.05, 0.02, gatedSequence)).toBeLessThanOrEqual(0.05)
  })

  it('has a negative control: at 95 to 5 without gates', () => {
    expect(falseAlarms(0.05, 0.02, sequence)).toBeGreaterThan(0.2)
  })

  it('errs in at most 5 % of A/A tests of a common event at 50 to 50', () => {
    expect(falseAlarms(0.5, 0.3, gatedSequence)).toBeLessThanOrEqual(0.05)
  })

  it('has a negative control: 1.64 errors, looked at again and again', () => {
    expect(falseAlarms(0.5, 0.3, naive)).toBeGreaterThan(0.2)
  })
})

type Side = { readonly n: number; readonly events: number }
type Test = (champion: Side, challenger: Side) => boolean

const rate = ({ n, events }: Side) => events / n
const variance = (side: Side) => (rate(side) * (1 - rate(side))) / side.n

function estimateOf(champion: Side, challenger: Side): Estimate {
  const squaredError = variance(champion) + variance(challenger)
  const n = champion.n + challenger.n
  return { value: rate(challenger) - rate(champion), squaredError, n, df: Infinity }
}

const isMore = (estimate: Estimate) =>
  estimate.squaredError > 0 && logP(estimate, 0, { alpha: 0.05, tunedFor }) <= Math.log(0.05)

const sequence: Test = (a, b) => isMore(estimateOf(b, a))
const naive: Test = (a, b) => {
  const { value, squaredError } = estimateOf(b, a)
  return value > 1.645 * Math.sqrt(squaredError)
}

const gatedSequence: Test = (a, b) => {
  const p = rate(a)
  const skew = (1 - 2 * p) / Math.sqrt(p * (1 - p))
  const estimate = estimateOf(b, a)
  const fewest = Math.min(a.n, b.n)
  const events = Math.min(a.events, b.events, a.n - a.events, b.n - b.events)
  const gates = [
    ...gatesOfSkew('Predictions', { n: fewest, skew }, estimate.squaredError),
    eventsGate(events),
  ]
  return isOpen(gates) && (isMore(estimate) || isMore(estimateOf(a, b)))
}

/** The part of 400 tests in which some look alarms. */
function falseAlarms(share: number, p: number, test: Test): number {
  const alarmed = (run: number) => {
    const chance = stream(42, run)
    let [a, b] = [
      { n: 0, events: 0 },
      { n: 0, events: 0 },
    ]
    for (let n = 100; n <= 30_000; n += 100) {
      const more = drawBinomial(chance, 100, share)
      a = { n: a.n + 100 - more, events: a.events + drawBinomial(chance, 100 - more, p) }
      b = { n: b.n + more, events: b.events + drawBinomial(chance, more, p) }
      if (a.n > 0 && b.n > 0 && test(a, b)) return true
    }
    return false
  }
  return Array.from({ length: 400 }, (_, run) => alarmed(run)).filter(Boolean).length / 400
}
