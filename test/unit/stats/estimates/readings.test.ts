import { describe, expect, it } from 'vitest'
import { figures } from '../../../../src/stats/estimates/figures.ts'
import type { Reading } from '../../../../src/stats/estimates/reading.ts'
import {
  readCategories,
  readCounts,
  readMoments,
  readVector,
} from '../../../../src/stats/estimates/readings.ts'
import { moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { vectorMoments, withVector } from '../../../../src/stats/sums/vector-moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'

const random = chance(8)
const raw = Array.from({ length: 200 }, () => {
  const x = random() ** 3
  return [x, x + random(), -2 * random() ** 2]
})
const category = Array.from({ length: 90 }, () => below(random, 4))
const counted = [0, 1, 2, 3].map((wanted) => category.filter((each) => each === wanted).length)

const ofOne = raw.reduce((sum, [x = 0]) => withValue(sum, x), moments(0.3).none)
const ofAll = (order: 2 | 3) =>
  raw.reduce((sum, xs) => withVector(sum, xs), vectorMoments([0.2, 0.7, -1], order).none)

/** What each outcome contributes. */
const rows: readonly (readonly [string, unknown, readonly (readonly number[])[]])[] = [
  [
    'yes or no',
    readCounts({ n: 90, events: counted[0] ?? 0 }),
    category.map((each) => [each === 0 ? 1 : 0]),
  ],
  [
    'categories',
    readCategories(counted),
    category.map((each) => [0, 1, 2, 3].map((place) => (place === each ? 1 : 0))),
  ],
  ['numbers', readMoments(ofOne), raw.map(([x = 0]) => [x])],
  ['several numbers', readVector(ofAll(3)), raw],
]

describe.each(rows)('a reading of %s', (_, reading, outcomes) => {
  const { n, means, along } = reading as Reading

  it('has their number and their means', () => {
    expect(n).toBe(outcomes.length)
    for (const [i, mean] of means.entries())
      expect(mean).toBeCloseTo(sum(outcomes.map((xs) => xs[i] ?? 0)) / n, 12)
  })

  it.each([1, -1, 3.7])('knows variance and skew of any combination of them (%s)', (size) => {
    const gradient = means.map((_, i) => size * (1 - 0.9 * i))
    const values = outcomes.map((xs) => sum(xs.map((x, i) => x * (gradient[i] ?? 0))))
    const mean = sum(values) / n
    const moment = (power: number) => sum(values.map((value) => (value - mean) ** power)) / n
    const { variance, skew } = along(gradient)
    expect(variance).toBeCloseTo((moment(2) * n) / (n - 1), 10)
    expect(skew).toBeCloseTo(moment(3) / moment(2) ** 1.5, 8)
  })
})

it('knows no skew of several numbers whose cubes were not summed', () => {
  const reading = readVector(ofAll(2))
  expect(isUnknown(reading) || reading.along([1, 1, 1]).skew).toBeUndefined()
})

it.each([
  ['yes or no', readCounts({ n: 0, events: 0 })],
  ['a single yes', readCounts({ n: 1, events: 1 })],
  ['only yes', readCounts({ n: 1e12, events: 1e12 })],
  ['no categories', readCategories([])],
  ['empty categories', readCategories([0, 0])],
  ['one category', readCategories([0, 9])],
  ['no numbers', readMoments(moments(1).none)],
  ['a single number', readMoments(withValue(moments(1).none, 5))],
  ['the same number', readMoments(withValue(moments(0).none, 1e9, 1e9))],
  ['no vectors', readVector(vectorMoments([0, 0]).none)],
  ['a single vector', readVector(withVector(vectorMoments([0, 0], 3).none, [1, 2]))],
])('has no spread, and no hole: %s', (_, reading) => {
  if (isUnknown(reading)) throw new Error(reading.sentence)
  const { variance, skew } = reading.along([1, 1])
  expect(reading.means).not.toContain(Number.NaN)
  expect(variance).toBe(0)
  expect(Math.abs(skew ?? 0)).toBe(0)
})

it('says so where digits are gone, or a value was beyond all sums', () => {
  const beyond = withValue(withValue(moments(0).none, 1), 1e200)
  expect(readMoments(beyond)).toMatchObject({ unknown: 'NumericallyUnstable' })
  const lost = [1, 2, 1e90].reduce((all, x) => withVector(all, [x, x]), vectorMoments([0, 0]).none)
  expect(readVector(lost)).toMatchObject({ unknown: 'NumericallyUnstable' })
})

it('has the same means alone as with their spread', () => {
  const { Rate, Mean, F1, ExplainedVariance } = figures
  expect(Rate.means({ n: 8, events: 2 })).toEqual({ n: 8, means: [0.25] })
  expect(Mean.means(ofOne).means[0]).toBeCloseTo(sum(raw.map(([x = 0]) => x)) / 200, 12)
  expect(F1.means([1, 2, 3, 4])).toEqual({ n: 10, means: [0.1, 0.2, 0.3, 0.4] })
  const vector = ExplainedVariance.means(ofAll(2))
  expect(vector.means[2]).toBeCloseTo(sum(raw.map(([, , z = 0]) => z)) / 200, 12)
})

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0)
