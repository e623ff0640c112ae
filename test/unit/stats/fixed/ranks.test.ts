import { expect, it } from 'vitest'
import { mannWhitney } from '../../../../src/stats/fixed/mann-whitney.ts'
import { exactMannWhitney } from '../../../../src/stats/fixed/mann-whitney-exact.ts'
import { quantileRanks } from '../../../../src/stats/fixed/quantile-ranks.ts'
import { chance } from '../../../chance.ts'
import { figure, samples, unsoundIn } from '../figures.ts'

it.each([
  ['all above', [1, 2], [3, 4, 5], 6, 1],
  ['all below', [3, 4, 5], [1, 2], 0, 0],
  ['all tied', [1, 1], [1, 1, 1], 3, 0.5],
  ['one tie', [1, 2], [2, 3], 3.5, 0.875],
])('counts the pairs that the challenger wins: %s', (_, a, b, u, auc) => {
  expect(mannWhitney(a, b)).toMatchObject({ u, auc })
})

it('has the exact chance of each order of two and two outcomes', () => {
  expect([0, 1, 2, 3, 4].map((u) => exactMannWhitney(u, 2, 2))).toEqual([
    expect.closeTo(2 / 6, 15),
    expect.closeTo(4 / 6, 15),
    1,
    expect.closeTo(4 / 6, 15),
    expect.closeTo(2 / 6, 15),
  ])
})

it('is exact far out: one order of C(120, 60), twice', () => {
  expect(Number(exactMannWhitney(0, 60, 60)) * 9.66149088403633e34).toBeCloseTo(2, 10)
})

it('comes to its limit in larger samples', () => {
  const random = chance(8)
  const [a, b] = [Array.from({ length: 90 }, random), Array.from({ length: 90 }, random)]
  const test = mannWhitney(a, b)
  expect(figure(test, 'p')).toBeCloseTo(figure(test, 'pExact'), 2)
})

it('has no exact chance with ties, nor beyond ten thousand pairs, and no p where all are tied', () => {
  expect(mannWhitney([1, 2], [2, 3])).toMatchObject({ pExact: { unknown: 'Ties' } })
  expect(exactMannWhitney(3, 101, 100)).toMatchObject({ unknown: 'TooLarge' })
  expect(mannWhitney([1, 1], [1, 1])).toMatchObject({ auc: 0.5, p: { unknown: 'NoSpread' } })
})

it('knows nothing of samples that are empty or not finite', () => {
  expect(mannWhitney([], [1])).toMatchObject({ unknown: 'TooFew' })
  expect(mannWhitney([Number.NaN], [1])).toMatchObject({ unknown: 'OutOfRange' })
})

it('is a number or says why not, whatever the samples', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2)).map((sample) => sample.slice(0, 20))) {
      expect(unsoundIn(mannWhitney(a, b))).toEqual([])
    }
  }
})

it('leaves open the bound of a quantile that a sample is too small for', () => {
  expect(quantileRanks(10, 0.99, 0.05)).toEqual({ lower: 9, upper: 'Open' })
  expect(quantileRanks(10, 0.01, 0.05)).toEqual({ lower: 'Open', upper: 2 })
})

it('encloses the median of what was drawn with the promised probability', () => {
  const random = chance(3)
  const ranks = quantileRanks(40, 0.5, 0.1)
  const [low, high] = [figure(ranks, 'lower') - 1, figure(ranks, 'upper') - 1]
  let covered = 0
  for (let run = 0; run < 2000; run++) {
    const sample = Float64Array.from({ length: 40 }, random).sort()
    if ((sample[low] ?? 1) <= 0.5 && (sample[high] ?? 0) >= 0.5) covered++
  }
  expect(covered / 2000).toBeGreaterThan(0.89)
  expect(covered / 2000).toBeLessThan(0.97)
})

it.each([
  [0, 0.5, 0.05, 'TooFew'],
  [9, 0, 0.05, 'OutOfRange'],
  [9, 1, 0.05, 'OutOfRange'],
  [9, 0.5, 2, 'OutOfRange'],
])('has no ranks for n = %d, q = %d, alpha = %d', (n, q, alpha, unknown) => {
  expect(quantileRanks(n, q, alpha)).toMatchObject({ unknown })
})

it('has the ranks of 1e12 outcomes', () => {
  const ranks = quantileRanks(1e12, 0.5, 0.05)
  expect(figure(ranks, 'lower') + figure(ranks, 'upper')).toBe(1e12 + 1)
  expect(figure(ranks, 'upper') - 5e11).toBeGreaterThan(979_000)
  expect(figure(ranks, 'upper') - 5e11).toBeLessThan(981_000)
})
