import { expect, it } from 'vitest'
import { complement, moreThanLevel } from '../../../../src/stats/sequential/level-split.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'

const bar = -Math.log(0.05)

it.each([
  1e-6, 0.01, 0.5, 0.99, 1,
])('is a fair bet at the level %s, and loses on average below it', (level) => {
  const after = (events: number) =>
    Math.exp(moreThanLevel({ n: 1, events }, 0.3).logEvidence(level))
  expect(level * after(1) + (1 - level) * after(0)).toBeCloseTo(1, 12)
  for (const part of [0, 0.5, 0.99]) {
    const chance = level * part
    expect(chance * after(1) + (1 - chance) * after(0)).toBeLessThanOrEqual(1 + 1e-12)
  }
})

const rates = [
  { n: 0, events: 0 },
  { n: 1, events: 1 },
  { n: 300, events: 0 },
  { n: 300, events: 300 },
  { n: 5000, events: 17 },
  { n: 1e12, events: 3 },
  { n: 1e12, events: 5e11 },
  { n: 1e12, events: 1e12 },
]

it.each(rates)('has evidence that falls with the level: $events of $n', (rate) => {
  const { logEvidence } = moreThanLevel(rate, 0.3)
  const at = Array.from({ length: 61 }, (_, i) => logEvidence(1 / (1 + Math.exp(15 - i / 2))))
  for (const [i, log] of at.entries()) expect(log).toBeLessThanOrEqual((at[i - 1] ?? log) + 1e-9)
})

it.each(rates)('has a lowest level that is just refused: $events of $n', (rate) => {
  const { logEvidence, lowest } = moreThanLevel(rate, 0.3)
  for (const alpha of [0.05, 0.001]) {
    const level = lowest(alpha)
    const odds = level / (1 - level)
    const error = Math.sqrt(1 / (rate.events + 0.5) + 1 / (rate.n - rate.events + 0.5))
    const beyond = odds * Math.exp(error / 20)
    if (level > 0) expect(logEvidence(level)).toBeGreaterThanOrEqual(-Math.log(alpha) - 1e-3)
    expect(logEvidence(beyond / (1 + beyond))).toBeLessThan(-Math.log(alpha) + 1e-3)
  }
})

it.each([
  [-1, 0],
  [2, 1],
])('takes a level of %s for %s', (level, nearest) => {
  const { logEvidence } = moreThanLevel({ n: 50, events: 9 }, 0.3)
  expect(logEvidence(level)).toBe(logEvidence(nearest))
})

it('proves a service that never fails to be below 1 % within 600 requests', () => {
  const evidence = (n: number) => moreThanLevel(complement({ n, events: 0 }), 0.3).logEvidence(0.99)
  expect(evidence(500)).toBeLessThan(bar)
  expect(evidence(600)).toBeGreaterThan(bar)
})

it.each([
  ['steady', () => 0.01],
  ['at the level on average only', (part: number) => (part < 0.5 ? 0.004 : 0.016)],
])('errs in at most one run of twenty where the rate is %s (seed 5)', (_, rate) => {
  const units = 20_000
  const alarmed = (run: number) => {
    const random = stream(5, run)
    let [n, events] = [0, 0]
    return logSpaced(10, units, 60).some((look) => {
      events += drawBinomial(random, look - n, rate((n + look) / 2 / units))
      n = look
      return moreThanLevel({ n, events }, 0.3).logEvidence(0.01) >= bar
    })
  }
  const alarms = Array.from({ length: 800 }, (_, run) => alarmed(run)).filter(Boolean).length
  expect(alarms / 800).toBeLessThanOrEqual(0.05)
})
