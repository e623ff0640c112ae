import { expect, it } from 'vitest'
import {
  type Moments,
  meanOf,
  moments,
  summaryOf,
  withValue,
} from '../../../../src/stats/sums/moments.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { below, chance } from '../../../chance.ts'
import { exactSummary } from './exact.ts'
import { expectFinite, expectLaws, nasty } from './laws.ts'

const of = (shift: number, xs: readonly number[]): Moments =>
  xs.reduce((m, x) => withValue(m, x), moments(shift).none)

const drawn = (seed: number, n: number, value: (random: () => number) => number) => {
  const random = chance(seed)
  return Array.from({ length: n }, () => value(random))
}

const lognormal = (random: () => number) =>
  Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))

const nearBillion = drawn(1, 400, (random) => 1e9 - 1 + below(random, 3))

const samples: readonly (readonly [string, number, readonly number[]])[] = [
  ['around its shift', 5, drawn(2, 400, (random) => 4 + 2 * random())],
  ['lognormal', 0, drawn(3, 400, lognormal)],
  ['with a mean of a million deviations', 0, drawn(4, 400, (random) => 1e6 + 3 * random())],
  ['1e9 ± 1, about 0', 0, nearBillion],
  ['1e9 ± 1, about 1e9', 1e9, nearBillion],
  ['1e9 ± 1, about a shift with a fraction', 0.1, nearBillion],
  ['1e9 plus fractions, about 0', 0, drawn(5, 400, (random) => 1e9 + random())],
  ['of sizes from 1e-60 to 1e70', 1, drawn(6, 400, (random) => 10 ** (130 * random() - 60))],
  ['tiny', 0, drawn(7, 100, (random) => 1e-70 * random())],
  ['huge', 0, drawn(8, 100, (random) => 1e79 * (random() - 0.5))],
  ['nearly all alike', 0.1, [...drawn(9, 400, () => 0.1), 0.1 + 2 ** -50]],
  ['0.1 and 0.3', 0.1, drawn(10, 400, (random) => (random() < 0.01 ? 0.3 : 0.1))],
]

it.each(samples)('knows mean, variance and skew of a sample %s', (_, shift, sample) => {
  const { mean, variance, skew } = exactSummary(sample)
  expectClose(of(shift, sample), { n: sample.length, mean, variance, skew })
})

it('has a negative control: power sums in plain doubles lose 1e9 ± 1 altogether', () => {
  const [sum, squares] = nearBillion.reduce(([s, q], x) => [s + x, q + x * x], [0, 0])
  const n = nearBillion.length
  const naive = (squares - sum ** 2 / n) / (n - 1)
  expect(Math.abs(naive - exactSummary(nearBillion).variance)).toBeGreaterThan(0.1)
})

it.each(samples)('is a law for a sample %s', (_, shift, sample) => {
  const parts = sample
    .slice(0, 60)
    .map((_, i) => of(shift, sample.slice(4 * i, 4 * i + 1 + (i % 4))))
  expectLaws(moments(shift), parts, same)
})

it('is a law for records about different shifts', () => {
  const shifts = [0, 1e9, 0.1, -3e8, 1e9 + 0.3, -0.1, 1e9]
  const parts = nearBillion.map((x, i) => of(shifts[i % 7] ?? 0, [x]))
  expectLaws(moments(0), parts, same)
  expectClose(total(moments(5), parts), { n: 400, ...exactSummary(nearBillion) })
})

it.each([0, 1e9])('knows a trillion values at 1e9 ± 1, about %d, to 1e-12', (shift) => {
  const [low, middle, high] = [4e11, 5e11, 1e11] // at −1, 0, 1
  let m = withValue(moments(shift).none, 1e9 - 1, low)
  m = moments(shift).merge(withValue(m, 1e9, middle), withValue(moments(shift).none, 1e9 + 1, high))
  const [n, mean] = [1e12, -0.3]
  const second = (0.7 ** 2 * low + 0.3 ** 2 * middle + 1.3 ** 2 * high) / n
  const third = (-(0.7 ** 3) * low + 0.3 ** 3 * middle + 1.3 ** 3 * high) / n
  const variance = second * (n / (n - 1))
  expectClose(m, { n, mean: 1e9 + mean, variance, skew: third / second ** 1.5 })
})

it('counts copies as if they came one by one', () => {
  const m = moments(0.3).none
  const one = of(0.3, [7.7, 7.7, 7.7, 1.1])
  same(withValue(withValue(m, 7.7, 3), 1.1), one)
  expect(withValue(one, 5, 0)).toBe(one)
  expect(withValue(one, 5, Number.NaN)).toBe(one)
})

it.each([0, 0.1, 1e9])('knows that values are all alike, about %d: variance 0, skew 0', (shift) => {
  const alike = { n: 12, mean: 1e9 + 0.1, variance: 0, skew: 0 }
  expect(summaryOf(withValue(of(shift, [1e9 + 0.1, 1e9 + 0.1]), 1e9 + 0.1, 10))).toEqual(alike)
})

it('says how many values there must be', () => {
  expect(summaryOf(of(0, []))).toMatchObject({ unknown: 'TooFew', need: 2, have: 0 })
  expect(summaryOf(of(0, [3]))).toMatchObject({ unknown: 'TooFew', need: 2, have: 1 })
  expect(meanOf(of(1, []))).toMatchObject({ unknown: 'TooFew', need: 1, have: 0 })
  expect(meanOf(of(1, [3]))).toBe(3)
  expect(meanOf(of(1e9, [3, 4]))).toBe(3.5)
})

it('tells nothing where the shift is too far for the digits, and exactly there', () => {
  const furthest = Math.cbrt((1e-6 * 2 ** 154) / (2 + 64))
  const at = (distance: number) => summaryOf(of(0, [distance - 1, distance + 1]))
  expect(at(Math.round(0.99 * furthest))).toMatchObject({ variance: 2, skew: 0 })
  expect(at(Math.round(1.01 * furthest))).toMatchObject({
    unknown: 'NumericallyUnstable',
    need: 1e-6,
    have: expect.closeTo(1.03e-6, 8),
  })
  expect(summaryOf(of(1e70, [1, 2, 3]))).toMatchObject({ unknown: 'NumericallyUnstable', have: 1 })
})

it('does not forget that digits were lost when it is merged about a better shift', () => {
  const lost = moments(0).merge(of(1e70, [1, 2, 3]), of(0, [1, 2, 3]))
  expect(lost.shift).toBe(0)
  expect(summaryOf(lost)).toMatchObject({ unknown: 'NumericallyUnstable' })
})

it.each([
  1.1e80,
  1e308,
  Number.POSITIVE_INFINITY,
  Number.NaN,
])('counts %d apart, and then knows nothing', (x) => {
  const m = withValue(of(0, [1, 2, 3]), x)
  expect(m).toMatchObject({ n: 3, beyond: 1 })
  expect(moments(0).merge(of(0, [1, 2, 3]), of(5, [x]))).toMatchObject({ n: 3, beyond: 1 })
  const unknown = { unknown: 'NumericallyUnstable', need: 1e-6, have: 1 }
  expect([summaryOf(m), meanOf(m)]).toMatchObject([unknown, unknown])
})

it('takes what is nearer to its shift than 1e-80 for the shift', () => {
  expect(summaryOf(of(0, [1e-200, -5e-324, 1e-81]))).toMatchObject({ mean: 0, variance: 0 })
})

it.each(nasty)('answers finite numbers or a reason to anything, about %d', (shift) => {
  for (const a of nasty) {
    for (const b of nasty) {
      const m = moments(shift).merge(of(shift, [a, b, 1]), of(b, [a, 2]))
      for (const found of [m, summaryOf(m), meanOf(m)]) expectFinite(found)
    }
  }
})

function same(got: Moments, expected: Moments): void {
  const summary = summaryOf(expected)
  if ('unknown' in summary) expect(summaryOf(got)).toMatchObject({ unknown: summary.unknown })
  else expectClose(got, summary)
}

/** To 1e-12: of the mean's size and the deviation's, of the variance, and of 1 + |skew|. */
function expectClose(
  m: Moments,
  expected: { n: number; mean: number; variance: number; skew: number },
): void {
  const got = summaryOf(m)
  if ('unknown' in got) throw new Error(got.unknown)
  const { mean, variance, skew } = expected
  expect(got.n).toBe(expected.n)
  expect(Math.abs(got.mean - mean)).toBeLessThanOrEqual(4e-16 * Math.abs(mean))
  expect(Math.abs(got.variance - variance)).toBeLessThanOrEqual(1e-12 * variance)
  expect(Math.abs(got.skew - skew)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(skew)))
}
