import { expect, it } from 'vitest'
import {
  flowsOf,
  outcomesBy,
  type Schedule,
  stretchesOf,
  timeOf,
} from '../../../../src/stats/planning/schedule.ts'
import { steady, sumOver, upTo, whenReached } from '../../../../src/stats/planning/stretches.ts'

const schedule: Schedule = {
  requestsPerSecond: 10,
  steps: [
    { champion: 0.9, challenger: 0, durationMs: 1000 },
    { champion: 0.75, challenger: 0.05, durationMs: 10_000 },
    { champion: 0.2, challenger: 0.2, durationMs: 1000 },
  ],
  minimumMs: 0,
  maximumMs: 0,
}

it('counts both variants of a split, from when both get some', () => {
  const flows = flowsOf(schedule, 'Requests')
  expect([500, 1000, 6000, 11_000, 21_000].map((ms) => outcomesBy(flows, ms))).toEqual([
    0, 0, 40, 80, 120,
  ])
  for (const n of [1, 40, 80, 1000]) expect(outcomesBy(flows, timeOf(flows, n))).toBeCloseTo(n, 9)
  expect(stretchesOf(flows)).toEqual([
    { chance: 0.0625, outcomes: 80 },
    { chance: 0.5, outcomes: 4 },
  ])
})

it('counts of pairs what the challenger answers too', () => {
  const flows = flowsOf(schedule, 'Pairs')
  expect(outcomesBy(flows, 11_000)).toBeCloseTo(5, 9)
})

it('never gets there where nothing comes', () => {
  const [first] = schedule.steps
  const flows = flowsOf({ ...schedule, steps: first === undefined ? [] : [first] }, 'Requests')
  expect(timeOf(flows, 1)).toBe(Number.POSITIVE_INFINITY)
  expect(outcomesBy(flows, 1e12)).toBe(0)
})

const ramp = [
  { chance: 0.1, outcomes: 100 },
  { chance: 0.5, outcomes: 7 },
]

it('cuts stretches off, and lets the last go on', () => {
  expect(upTo(ramp, 60).map(({ outcomes }) => outcomes)).toEqual([60, 0])
  expect(upTo(ramp, 300).map(({ outcomes }) => outcomes)).toEqual([100, 200])
  expect(sumOver(upTo(ramp, 300), (chance) => chance)).toBe(110)
})

it.each([
  [0, 0],
  [5, 50],
  [10, 100],
  [60, 200],
])('the challenger has %d outcomes after %d', (sum, n) => {
  expect(whenReached(ramp, sum, (chance) => chance)).toBe(n)
})

it('never reaches what does not grow', () => {
  expect(whenReached(steady(0.5), 1, () => 0)).toBe(Number.POSITIVE_INFINITY)
})
