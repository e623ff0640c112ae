import { expect, it } from 'vitest'
import {
  summaryOfCount,
  summaryOfSample,
  summaryOfSums,
} from '../../../../src/stats/fixed/summary.ts'
import { chance } from '../../../chance.ts'
import { figure, samples, unsoundIn } from '../figures.ts'

const variance = (answer: unknown) => figure(answer, 'variance')

it.each([
  ['at 1e9 ± 1', [1e9 - 1, 1e9, 1e9 + 1], 1],
  ['at 1e15 ± 1', [1e15 - 1, 1e15, 1e15 + 1], 1],
  ['at 1e-9', [1e-9, 3e-9], 2e-18],
  ['with an outlier first', [1e12, 1, 2, 3], 2.49999999999e23],
])('has the variance of a sample to the last digits %s', (_, sample, expected) => {
  expect(variance(summaryOfSample(sample)) / expected).toBeCloseTo(1, 10)
})

it('has a negative control: mean of squares less square of mean is wrong at 1e9 ± 1', () => {
  const sample = [1e9 - 1, 1e9, 1e9 + 1]
  const mean = sample.reduce((sum, x) => sum + x, 0) / 3
  const naive = sample.reduce((sum, x) => sum + x * x, 0) / 3 - mean * mean
  expect(Math.abs((naive * 3) / 2 - 1)).toBeGreaterThan(0.1)
})

it('does not depend on where the zero is', () => {
  const random = chance(5)
  const sample = Array.from({ length: 500 }, () => Math.floor(random() * 1000) / 1024)
  const moved = sample.map((x) => x + 2 ** 30) // exact in binary
  const [here, there] = [summaryOfSample(sample), summaryOfSample(moved)]
  expect(variance(there)).toBeCloseTo(variance(here), 13)
  expect(figure(there, 'mean') - 2 ** 30).toBeCloseTo(figure(here, 'mean'), 6)
})

it('says of sums what it says of the sample', () => {
  const sample = [3, 1, 4, 1, 5, 9, 2, 6]
  const sum = sample.reduce((total, x) => total + x, 0)
  const squares = sample.reduce((total, x) => total + x * x, 0)
  const { variance: expected } = { variance: variance(summaryOfSample(sample)) }
  expect(variance(summaryOfSums({ n: 8, sum, squares }))).toBeCloseTo(expected, 13)
})

it.each([
  ['no outcome', { n: 0, sum: 0, squares: 0 }, 'TooFew'],
  ['one outcome', { n: 1, sum: 5, squares: 25 }, 'TooFew'],
  ['squares that drown the spread', { n: 2, sum: 2e9, squares: 2e18 + 512 }, 'NumericallyUnstable'],
])('knows nothing of %s', (_, sums, unknown) => {
  expect(summaryOfSums(sums)).toMatchObject({ unknown })
})

it.each([
  [{ events: 0, n: 0 }, { unknown: 'TooFew' }],
  [{ events: 3, n: 2 }, { unknown: 'OutOfRange' }],
  [
    { events: 0, n: 5 },
    { mean: 0, variance: 0 },
  ],
  [
    { events: 1, n: 4 },
    { mean: 0.25, variance: 0.1875 },
  ],
])('summarises a count: %o', (count, expected) => {
  expect(summaryOfCount(count)).toMatchObject(expected)
})

it('is never wrong silently, whatever the sample', () => {
  for (const sample of samples(chance(1))) {
    expect(unsoundIn(summaryOfSample(sample)), `${sample.slice(0, 5)}`).toEqual([])
  }
})
