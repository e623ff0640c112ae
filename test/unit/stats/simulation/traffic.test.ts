import { expect, it } from 'vitest'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { type Course, factorAt } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import {
  arrivals,
  expectedBy,
  meanFactor,
  type Traffic,
  timeOf,
} from '../../../../src/stats/simulation/traffic.ts'
import { distance, misfit } from './fit.ts'

const even: Traffic = { perSecond: 5 }
const daily: Traffic = { perSecond: 5, swing: { by: 0.9, periodMs: 100_000 } }

it.each([even, daily])('tells when so many are expected, and how many by then: %j', (traffic) => {
  for (const expected of [0, 0.001, 1, 77.7, 500, 12_345]) {
    const ms = timeOf(traffic, expected)
    expect(expectedBy(traffic, ms)).toBeCloseTo(expected, 6)
  }
})

it('has gaps that are exponential, at even traffic', () => {
  const next = arrivals(stream(1), even)
  let last = 0
  const gaps = Float64Array.from({ length: 30_000 }, () => {
    const [from, to] = [last, next()]
    last = to
    return to - from
  })
  expect(distance(gaps, (ms) => -Math.expm1((-5 * ms) / 1000))).toBeLessThan(2)
})

it('has requests by day and few by night, as many in all', () => {
  const next = arrivals(stream(2), daily)
  const quarters = [0, 0, 0, 0]
  let ms = next()
  for (; ms < 2_000_000; ms = next()) {
    const quarter = Math.floor((ms % 100_000) / 25_000)
    quarters[quarter] = (quarters[quarter] ?? 0) + 1
  }
  const chances = [0, 1, 2, 3].map(
    (quarter) =>
      (expectedBy(daily, (quarter + 1) * 25_000) - expectedBy(daily, quarter * 25_000)) / 500,
  )
  expect(misfit(quarters, chances)).toBeLessThan(4)
  expect(chances[0]).toBeGreaterThan(3 * (chances[2] ?? 1))
  const total = quarters.reduce((sum, count) => sum + count, 0)
  expect(Math.abs(total - 10_000)).toBeLessThan(400)
})

it.each<readonly [Course, number, number]>([
  [{ kind: 'Steady' }, 5e6, 1],
  [{ kind: 'Trend', factor: 3, overMs: 1000 }, -5, 1],
  [{ kind: 'Trend', factor: 3, overMs: 1000 }, 250, 1.5],
  [{ kind: 'Trend', factor: 3, overMs: 1000 }, 9999, 3],
  [{ kind: 'Swing', by: 0.5, periodMs: 400 }, 100, 1.5],
  [{ kind: 'Swing', by: 0.5, periodMs: 400 }, 300, 0.5],
  [{ kind: 'Jump', factor: 2, atMs: 10 }, 9.9, 1],
  [{ kind: 'Jump', factor: 2, atMs: 10 }, 10, 2],
  [{ kind: 'Stairs', factors: [1, 3], everyMs: 10 }, -1, 1],
  [{ kind: 'Stairs', factors: [1, 3], everyMs: 10 }, 9.9, 1],
  [{ kind: 'Stairs', factors: [1, 3], everyMs: 10 }, 10, 3],
  [{ kind: 'Stairs', factors: [1, 3], everyMs: 10 }, 1e9, 3],
])('%j at %f ms is %f', (course, ms, factor) => {
  expect(factorAt(course, ms)).toBeCloseTo(factor, 12)
})

it.each<readonly [Course, Traffic]>([
  [{ kind: 'Trend', factor: 3, overMs: 80_000 }, even],
  [{ kind: 'Trend', factor: 3, overMs: 80_000 }, daily],
  [{ kind: 'Swing', by: 0.8, periodMs: 100_000 }, daily],
  [{ kind: 'Jump', factor: 2, atMs: 31_000 }, even],
])('the mean of %j over requests of %j is that of single ones', (course, traffic) => {
  const [from, to] = [expectedBy(traffic, 10_000), expectedBy(traffic, 70_000)]
  const chance = stream(3)
  let sum = 0
  for (let n = 0; n < 40_000; n++)
    sum += factorAt(course, timeOf(traffic, from + (to - from) * chance()))
  expect(meanFactor(course, traffic, 10_000, 70_000)).toBeCloseTo(sum / 40_000, 1.5)
})

it('the mean of a line over even traffic is that of its ends', () => {
  const course = { kind: 'Trend', factor: 3, overMs: 80_000 } as const
  expect(meanFactor(course, even, 10_000, 70_000)).toBeCloseTo(2, 9)
  expect(meanFactor(course, even, 10_000, 10_000)).toBeCloseTo(1.25, 9)
})

it('looks at counts that grow by about the same factor', () => {
  expect(logSpaced(100, 10_000, 5)).toEqual([100, 316, 1000, 3162, 10_000])
  expect(logSpaced(1, 4, 10)).toEqual([1, 2, 3, 4])
  expect(logSpaced(7, 7, 3)).toEqual([7])
  const many = logSpaced(100, 20_000, 400)
  expect(many.length).toBeGreaterThan(380)
  expect(many).toEqual([...new Set(many)].sort((a, b) => a - b))
  expect([many[0], many.at(-1)]).toEqual([100, 20_000])
})
