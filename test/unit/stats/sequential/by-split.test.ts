import { describe, expect, it } from 'vitest'
import {
  byDifferenceSplit,
  byEventSplit,
  byLevelSplit,
} from '../../../../src/stats/sequential/by-split.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { exponentiated, negated } from '../../../../src/stats/sequential/mapped.ts'
import { below, chance } from '../../../chance.ts'

const random = chance(12)
/** Counts of every size, the smallest most often. */
const some = () => Math.floor(10 ** (12 * random() ** 3)) - 1
const share = () => [1e-6, 0.05, random(), 0.5, 1 - 1e-6][below(random, 5)] ?? 0.5
const rate = () => {
  const n = some()
  return {
    n,
    events: [0, n, Math.floor(n * random()), Math.floor(n * random() ** 6)][below(random, 4)] ?? 0,
  }
}
const events = () => ({ chance: share(), champion: some(), challenger: some() })
const rates = () => ({ chance: share(), champion: rate(), challenger: rate() })
const many = <T>(make: () => T) => Array.from({ length: below(random, 4) }, make)

type Case = readonly [Inference, readonly number[]]

/** Of everything that may be counted, with boundaries that are possible. */
const cases: readonly Case[] = Array.from({ length: 60 }, (): readonly Case[] => [
  [byEventSplit(many(events), 0.3), [0, 1e-5, 0.3, 1, 1.1, 50, 1e6]],
  [byDifferenceSplit(many(rates), 0.3), [-0.9, -0.005, 0, 1e-9, 0.005, 0.3, 0.9]],
  [negated(byDifferenceSplit(many(rates), 0.1)), [-0.9, -0.005, 0, 0.3]],
  [byLevelSplit(rate(), 0.3), [0, 1e-9, 0.005, 0.3, 0.999, 1]],
]).flat()

it('has no hole: bounds and p values of anything that may be counted, asked for anything', () => {
  for (const [{ low, high, logPMore, logPLess, estimate }, possible] of cases) {
    expect([estimate, low(0.05), high(0.05), low(1e-9), high(1e-9)]).not.toContain(Number.NaN)
    const logs = [...possible, -2, -1, 2, 1e300].flatMap((boundary) => [
      logPMore(boundary, 0.05),
      logPLess(boundary, 0.05),
    ])
    expect(logs).not.toContain(Number.NaN)
    expect(Math.max(...logs)).toBeLessThanOrEqual(0)
  }
})

it('refuses by p whatever a bound excludes, and hardly anything else', () => {
  for (const [{ low, high, logPMore, logPLess }, possible] of cases) {
    for (const alpha of [0.05, 1e-4]) {
      const logs = (logP: Inference['logPMore'], boundaries: readonly number[]) =>
        boundaries.map((boundary) => logP(boundary, alpha) - Math.log(alpha))
      const outside = [
        ...logs(
          logPMore,
          possible.filter((boundary) => boundary < low(alpha)),
        ),
        ...logs(
          logPLess,
          possible.filter((boundary) => boundary > high(alpha)),
        ),
      ]
      const inside = [
        ...logs(
          logPMore,
          possible.filter((boundary) => boundary > low(alpha)),
        ),
        ...logs(
          logPLess,
          possible.filter((boundary) => boundary < high(alpha)),
        ),
      ]
      expect(Math.max(...outside, -1)).toBeLessThanOrEqual(1e-3)
      expect(Math.min(...inside, 1)).toBeGreaterThanOrEqual(-0.02)
    }
  }
})

describe('an example of each', () => {
  it('tells how many times the rate is', () => {
    const inference = byEventSplit([{ chance: 0.05, champion: 950, challenger: 100 }], 0.3)
    expect(inference.estimate).toBeCloseTo(2, 12)
    expect(inference.low(0.05)).toBeGreaterThan(1.4)
    expect(inference.high(0.05)).toBeLessThan(2.8)
    expect(inference.logPMore(1, 0.05)).toBeLessThan(Math.log(1e-5))
  })

  it('tells by how much rates differ, and by how much their complements do', () => {
    const epochs = [
      { chance: 0.5, champion: { n: 5000, events: 100 }, challenger: { n: 5000, events: 200 } },
    ]
    const inference = byDifferenceSplit(epochs, 0.3)
    const opposite = negated(inference)
    expect(inference.estimate).toBeCloseTo(0.02, 12)
    expect(inference.low(0.05)).toBeGreaterThan(0.009)
    expect(inference.high(0.05)).toBeLessThan(0.031)
    expect(opposite).toMatchObject({ estimate: -0.02, method: 'DifferenceSplit' })
    expect(opposite.low(0.05)).toBe(-inference.high(0.05))
    expect(opposite.high(0.05)).toBe(-inference.low(0.05))
    expect(opposite.logPLess(-0.01, 0.05)).toBe(inference.logPMore(0.01, 0.05))
    expect(opposite.logPMore(-0.04, 0.05)).toBe(inference.logPLess(0.04, 0.05))
  })

  it('tells a level, and nothing of nothing', () => {
    const inference = byLevelSplit({ n: 1000, events: 20 }, 0.3)
    expect(inference.low(0.05)).toBeGreaterThan(0.008)
    expect(inference.high(0.05)).toBeLessThan(0.04)
    expect(byLevelSplit({ n: 0, events: 0 }, 0.3).estimate).toBeUndefined()
    expect(byLevelSplit({ n: 0, events: 0 }, 0.3).low(0.05)).toBe(0)
    expect(byLevelSplit({ n: 0, events: 0 }, 0.3).high(0.05)).toBe(1)
  })

  it('has no estimate while there is nothing to compare', () => {
    expect(byEventSplit([], 0.3)).toMatchObject({ estimate: undefined })
    expect(byEventSplit([{ chance: 0.5, champion: 0, challenger: 3 }], 0.3)).toMatchObject({
      estimate: undefined,
    })
    expect(byDifferenceSplit([], 0.3)).toMatchObject({ estimate: undefined })
  })
})

it('puts evidence on the scale of factors', () => {
  const inference = byDifferenceSplit(
    [{ chance: 0.5, champion: { n: 900, events: 50 }, challenger: { n: 900, events: 90 } }],
    0.3,
  )
  const factors = exponentiated(inference)
  expect(factors.estimate).toBeCloseTo(Math.exp(inference.estimate ?? 0), 12)
  expect(factors.low(0.05)).toBe(Math.exp(inference.low(0.05)))
  expect(factors.high(0.05)).toBe(Math.exp(inference.high(0.05)))
  expect(factors.logPMore(1, 0.05)).toBe(inference.logPMore(0, 0.05))
  expect(factors.logPLess(Math.E, 0.05)).toBe(inference.logPLess(1, 0.05))
})

it('lets no ratio be refused for being above 0, or above less', () => {
  const { logPLess } = byEventSplit([{ chance: 0.5, champion: 900, challenger: 9 }], 0.3)
  expect([logPLess(0, 0.05), logPLess(-1, 0.05)]).toEqual([0, 0])
  expect(logPLess(1, 0.05)).toBeLessThan(Math.log(1e-9))
})

it.each([0, -1])('lets no factor be refused for being above %s, or below it', (factor) => {
  const { logPMore, logPLess } = exponentiated(byLevelSplit({ n: 50, events: 20 }, 0.3))
  expect(logPLess(factor, 0.05)).toBe(0)
  expect(logPMore(factor, 0.05)).toBeLessThanOrEqual(0)
})
