import { expect, it } from 'vitest'
import { layoutOf } from '../../../../src/stats/sums/monomials.ts'
import { rounded } from '../../../../src/stats/sums/triple.ts'
import {
  type VectorMoments,
  vectorMoments,
  withVector,
} from '../../../../src/stats/sums/vector-moments.ts'
import { along, vectorSummaryOf } from '../../../../src/stats/sums/vector-summary.ts'
import { below, chance } from '../../../chance.ts'
import { exactSummary } from './exact.ts'
import { expectFinite, expectLaws, nasty } from './laws.ts'

const of = (shifts: readonly number[], rows: readonly (readonly number[])[], order: 2 | 3 = 3) =>
  rows.reduce((m, row) => withVector(m, row), vectorMoments(shifts, order).none)

/** Whole numbers, so that small whole combinations of them are exact. */
function rows(seed: number, n: number): readonly (readonly number[])[] {
  const random = chance(seed)
  return Array.from({ length: n }, () => {
    const [visits, noise] = [1 + below(random, 9), below(random, 5)]
    return [1e9 + visits, 3 * visits + noise, visits ** 2 - 40]
  })
}

const sample = rows(1, 300)
const shiftings = [
  [0, 0, 0],
  [1e9, 15, 0],
  [1e9 + 4.5, 0.1, -1e5],
]

it.each(
  shiftings,
)('knows every combination of three things as if it were one (%d %d %d)', (...shifts) => {
  const summary = known(of(shifts, sample))
  for (const weights of combinations) {
    const combined = exactSummary(sample.map((row) => combine(row, weights)))
    const { variance, skew } = along(summary, weights)
    expect(combine(summary.means, weights)).toBeCloseTo(combined.mean, 5)
    expect(variance / combined.variance).toBeCloseTo(1, 12)
    expect(skew).toBeCloseTo(combined.skew, 11)
  }
})

it('keeps no skew at order 2, and the same covariances', () => {
  const [two, three] = [known(of([1e9, 0, 0], sample, 2)), known(of([1e9, 0, 0], sample, 3))]
  expect(two.covariance).toEqual(three.covariance)
  expect(two.thirds).toEqual([])
  expect(three.thirds).toHaveLength(10)
  expect(along(two, [1, -1, 0])).toEqual({ ...along(three, [1, -1, 0]), skew: undefined })
})

it.each([2, 3] as const)('is a law at order %d', (order) => {
  const parts = sample
    .slice(0, 50)
    .map((_, i) => of([0, 1, 2], sample.slice(5 * i, 5 * i + 1 + (i % 5)), order))
  expectLaws(vectorMoments([0, 1, 2], order), parts, same)
})

it('is a law for records about different shifts, of different orders', () => {
  const parts = sample.map((row, i) => of(shiftings[i % 3] ?? [], [row], i % 2 === 0 ? 2 : 3))
  expectLaws(vectorMoments([7, 7, 7]), parts, same)
})

it('moves sums to another shift with all digits of the way there', () => {
  const far = of([1e9, 0], [[0.3, 1]])
  const near = of([0.1, 0], [[0.7, 1]])
  const both = vectorSummaryOf(vectorMoments([0, 0], 3).merge(far, near))
  expect(both).toMatchObject({ means: [0.5, 1] })
})

it('counts copies as if they came one by one', () => {
  const m = vectorMoments([0, 1]).none
  same(withVector(m, [0.1, 0.7], 3), of([0, 1], Array(3).fill([0.1, 0.7]), 2))
  expect(withVector(m, [1, 2], 0)).toBe(m)
})

it('knows a trillion vectors at 1e9 ± 1', () => {
  let m = withVector(vectorMoments([0, 0]).none, [1e9 - 1, 1e9 + 1], 5e11)
  m = withVector(m, [1e9 + 1, 1e9 - 1], 5e11)
  const { means, covariance } = known(m)
  expect(means).toEqual([1e9, 1e9])
  expect(covariance.flat().map((c) => c.toFixed(9))).toEqual([
    '1.000000000',
    '-1.000000000',
    '-1.000000000',
    '1.000000000',
  ])
})

it('knows that a thing never varies, and that a combination does not', () => {
  const summary = known(
    of(
      [0, 0, 0],
      [
        [0.1, 1, 3],
        [0.1, 2, 6],
        [0.1, 5, 15],
      ],
    ),
  )
  expect(summary.means[0]).toBe(0.1)
  expect(summary.covariance[0]).toEqual([0, 0, 0])
  expect(along(summary, [5, 0, 0])).toEqual({ variance: 0, skew: 0 })
  expect(along(summary, [0, 3, -1])).toEqual({ variance: 0, skew: 0 })
  expect(along(summary, [0, 3.001, -1]).variance).toBeGreaterThan(0)
})

it('knows that a thing never varies however often it was rounded', () => {
  const random = chance(2)
  let m = vectorMoments([1e9 + 0.3, 0], 3).none
  for (let i = 0; i < 50; i++) m = withVector(m, [0.1, random()], 1 + below(random, 1e9))
  const { means, covariance, thirds } = known(m)
  expect([means[0], covariance[0], covariance[1]?.[0]]).toEqual([0.1, [0, 0], 0])
  expect(thirds.slice(0, 3)).toEqual([0, 0, 0])
})

it('says why there is no answer', () => {
  expect(vectorSummaryOf(of([0, 0], [[1, 2]], 2))).toMatchObject({
    unknown: 'TooFew',
    need: 2,
    have: 1,
  })
  const apart = of([0, 0], [[1, 2], [3, 1e81], [2, 2], [1]])
  expect(apart).toMatchObject({ n: 2, beyond: 2 })
  const unstable = { unknown: 'NumericallyUnstable', have: 1 }
  expect(vectorSummaryOf(apart)).toMatchObject(unstable)
  expect(
    vectorSummaryOf(
      of(
        [0, 1e70],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ),
  ).toMatchObject(unstable)
  const lost = vectorMoments([0, 0]).merge(
    of(
      [0, 1e70],
      [
        [1, 2],
        [3, 4],
      ],
    ),
    of(
      [0, 0],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  )
  expect(vectorSummaryOf(lost)).toMatchObject({ unknown: 'NumericallyUnstable' })
})

it('keeps its sums in the order of its layout, for any number of things', () => {
  for (const things of [1, 2, 5, 9]) {
    const values = [2, 3, 5, 7, 11, 13, 17, 19, 23].slice(0, things)
    const { sums } = withVector(
      vectorMoments(
        values.map(() => 0),
        3,
      ).none,
      values,
    )
    const { pairs, trios } = layoutOf(things)
    const products = [...values.map((_, i) => [i]), ...pairs, ...trios].map((factors) =>
      factors.reduce((product, i) => product * (values[i] ?? 0), 1),
    )
    expect(sums.map(rounded)).toEqual(products)
  }
})

it('answers finite numbers or a reason to anything', () => {
  for (const a of nasty) {
    for (const b of nasty) {
      const m = vectorMoments([0, 0], 3).merge(
        of(
          [a, 0],
          [
            [1, b],
            [b, a],
          ],
        ),
        of([b, a], [[a, 2]]),
      )
      const summary = vectorSummaryOf(m)
      for (const found of [m, summary]) expectFinite(found)
      if (!('unknown' in summary) && Number.isFinite(a)) expectFinite(along(summary, [a, -1e308]))
    }
  }
})

const combinations = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, -1, 0],
  [2, -3, 1],
  [-5, 1, 1],
]

const combine = (row: readonly number[], weights: readonly number[]) =>
  row.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0)

function known(m: VectorMoments) {
  const summary = vectorSummaryOf(m)
  if ('unknown' in summary) throw new Error(summary.unknown)
  return summary
}

/** To 1e-12 of the means, of the deviations' products, and of the largest deviation's cube. */
function same(got: VectorMoments, expected: VectorMoments): void {
  const { means, covariance, thirds } = known(expected)
  const summary = known(got)
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0))
  const products = deviations.flatMap((a) => deviations.map((b) => a * b))
  expectClose(summary.means, means, means.map(Math.abs))
  expectClose(summary.covariance.flat(), covariance.flat(), products)
  expectClose(
    summary.thirds,
    thirds,
    thirds.map(() => Math.max(...deviations) ** 3),
  )
}

function expectClose(
  got: readonly number[],
  expected: readonly number[],
  sizes: readonly number[],
): void {
  expect(got).toHaveLength(expected.length)
  for (const [i, x] of expected.entries())
    expect(Math.abs((got[i] ?? 0) - x)).toBeLessThanOrEqual(1e-12 * (sizes[i] ?? 0))
}
