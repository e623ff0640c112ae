import { expect, it } from 'vitest'
import { binOf, scoreHistogram, withScore } from '../../../../src/stats/sums/score-histogram.ts'
import { chance } from '../../../chance.ts'
import { expectFinite, expectLaws, nasty, sameBytes } from './laws.ts'

const of = (...scores: readonly number[]) =>
  scores.reduce((h, score) => withScore(h, score, score > 0.4), scoreHistogram.none)

it('is a law, exactly', () => {
  const random = chance(5)
  const parts = Array.from({ length: 150 }, () => of(random() ** 2, random() * 1.1))
  expectLaws(scoreHistogram, parts, sameBytes)
})

it('gives every bin its lower edge and not its upper, but 1 to the last', () => {
  for (let bin = 0; bin < 200; bin++) {
    const [low, high] = [bin / 200, (bin + 1) / 200]
    expect([binOf(low), binOf(high - high * 2 ** -53)]).toEqual([bin, bin])
    expect(binOf(high)).toBe(Math.min(199, bin + 1))
  }
})

it('has a negative control: multiplied and cut off, 0.29 lies below itself', () => {
  expect([Math.floor(0.29 * 200), binOf(0.29)]).toEqual([57, 58])
})

it.each([
  [0, 0, 0],
  [-0, 0, 0],
  [5e-324, 0, 0],
  [1, 199, 0],
  [1 + 1e-15, 199, 1],
  [-1e-300, 0, 1],
  [1e308, 199, 1],
  [Number.NEGATIVE_INFINITY, 0, 1],
])('puts %d into bin %d, outside: %d', (score, bin, outside) => {
  const h = withScore(scoreHistogram.none, score, true)
  expect(h).toEqual({ positive: [[bin, 1]], negative: [], outside, unusable: 0 })
})

it('keeps the labels apart, and spreads them over 200 bins', () => {
  expect(of(0.1, 0.1, 0.5, 0.9)).toMatchObject({
    positive: [
      [100, 1],
      [180, 1],
    ],
    negative: [[20, 2]],
  })
})

it('has no bin for what is not a number, and says so', () => {
  expect(of(...nasty).unusable).toBe(1)
  expectFinite(of(...nasty))
})
