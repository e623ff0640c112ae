import { expect, it } from 'vitest'
import {
  type PropensitySums,
  propensitySums,
  withPropensity,
} from '../../../../src/stats/sums/propensity-sums.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import {
  effectiveN,
  selfWeighedMeanOf,
  type WeighedMean,
  weighedMeanOf,
} from '../../../../src/stats/sums/weighed-mean.ts'
import { chance } from '../../../chance.ts'
import { expectFinite, expectLaws, nasty } from './laws.ts'

type Drawn = { readonly y: number; readonly propensity: number }

const of = (shift: number, drawn: readonly Drawn[]) =>
  drawn.reduce(
    (s, { y, propensity }) => withPropensity(s, y, propensity),
    propensitySums(shift).none,
  )

const random = chance(9)
const sample = Array.from({ length: 300 }, () => ({
  y: 4 + random(),
  propensity: 0.05 + 0.9 * random(),
}))
const far = sample.map(({ y, propensity }) => ({ y: 1e9 + Math.round(y), propensity }))

it.each([0, 4.5])('weighs itself and knows its error, about %d', (shift) => {
  const weights = sample.map(({ propensity }) => 1 / propensity)
  const [w, w2] = [sum(weights), sum(weights.map((each) => each ** 2))]
  const mean = sum(sample.map(({ y, propensity }) => y / propensity)) / w
  const squares = sum(sample.map(({ y, propensity }) => ((y - mean) / propensity) ** 2))
  const s = of(shift, sample)
  expect(selfWeighedMeanOf(s)).toEqual({
    mean: expect.closeTo(mean, 12),
    squaredError: expect.closeTo(squares / w ** 2, 12),
  })
  expect(effectiveN(s)).toBeCloseTo(w ** 2 / w2, 9)
})

it.each([0, 4.5])('knows the unbiased mean over all traffic, about %d', (shift) => {
  const scores = [...sample.map(({ y, propensity }) => y / propensity), ...Array(700).fill(0)]
  const mean = sum(scores) / 1000
  const variance = sum(scores.map((score) => (score - mean) ** 2)) / 999
  expect(weighedMeanOf(of(shift, sample), 1000)).toEqual({
    mean: expect.closeTo(mean, 12),
    squaredError: expect.closeTo(variance / 1000, 12),
  })
})

it('is unbiased where the naive mean is not: those drawn more often have lower values', () => {
  const population = Array.from({ length: 40_000 }, () => {
    const y = random()
    return { y, propensity: 0.9 - 0.8 * y }
  })
  const drawn = population.filter(({ propensity }) => random() < propensity)
  const naive = sum(drawn.map(({ y }) => y)) / drawn.length
  expect(naive).toBeLessThan(0.4)
  for (const known of [selfWeighedMeanOf(of(0, drawn)), weighedMeanOf(of(0, drawn), 40_000)])
    expect(known).toHaveProperty('mean', expect.closeTo(0.5, 1.5))
})

it.each([
  ['at 4 to 5', [0], sample],
  ['at 1e9 ± 1', [0], far],
  ['about different shifts', [0, 1e9, -7.1, 1e9 + 0.3], far],
])('is a law %s', (_, shifts, drawn) => {
  const parts = drawn.map((each, i) => of(shifts[i % shifts.length] ?? 0, [each]))
  expectLaws(propensitySums(3), parts, same)
})

it('is merged about a shift as if it had been counted about it', () => {
  const parts = far.map((each, i) => of([1e9, 0][i % 2] ?? 0, [each]))
  same(total(propensitySums(0), parts), of(1e9, far))
})

it('weighs equal chances equally', () => {
  const even = of(
    0,
    [1, 2, 3, 6].map((y) => ({ y, propensity: 0.25 })),
  )
  expect(effectiveN(even)).toBe(4)
  expect(selfWeighedMeanOf(even)).toEqual({ mean: 3, squaredError: 14 / 16 })
})

it('says why there is no answer', () => {
  const one = of(0, [{ y: 1, propensity: 0.5 }])
  expect(effectiveN(of(0, []))).toBe(0)
  expect(selfWeighedMeanOf(one)).toMatchObject({ unknown: 'TooFew', need: 2, have: 1 })
  expect(weighedMeanOf(one, 1)).toMatchObject({ unknown: 'TooFew', need: 2, have: 1 })
  expect(selfWeighedMeanOf(of(1e70, sample))).toMatchObject({ unknown: 'NumericallyUnstable' })
  expect(
    selfWeighedMeanOf(
      of(
        0,
        [sample[0], sample[0]].flatMap((d) => d ?? []),
      ),
    ),
  ).toEqual({
    mean: sample[0]?.y,
    squaredError: 0,
  })
})

it.each([
  0,
  -0.5,
  1e-10,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
])('refuses a chance of %d, and then knows nothing', (propensity) => {
  const s = withPropensity(of(0, sample), 1, propensity)
  expect(s).toMatchObject({ n: 300, refused: 1 })
  expect(selfWeighedMeanOf(s)).toMatchObject({ unknown: 'NumericallyUnstable', have: 1 })
  expect(weighedMeanOf(s, 1000)).toMatchObject({ unknown: 'NumericallyUnstable', have: 1 })
})

it('answers finite numbers or a reason to anything', () => {
  for (const a of nasty) {
    for (const b of nasty) {
      const drawn = [
        { y: a, propensity: 1e-9 },
        { y: b, propensity: 1 },
        { y: 1, propensity: b },
      ]
      const s = propensitySums(0).merge(of(a, drawn), of(b, drawn))
      for (const found of [s, effectiveN(s), selfWeighedMeanOf(s), weighedMeanOf(s, 10)])
        expectFinite(found)
    }
  }
})

const sum = (xs: readonly number[]) => xs.reduce((all, x) => all + x, 0)

function same(got: PropensitySums, expected: PropensitySums): void {
  expect(got.n).toBe(expected.n)
  expect(effectiveN(got) / effectiveN(expected)).toBeCloseTo(1, 12)
  const [a, b] = [knownOf(got), knownOf(expected)]
  expect(Math.abs(a.mean / b.mean - 1)).toBeLessThanOrEqual(1e-15)
  expect(Math.abs(a.squaredError / b.squaredError - 1)).toBeLessThanOrEqual(1e-12)
}

function knownOf(s: PropensitySums): WeighedMean {
  const known = selfWeighedMeanOf(s)
  if ('unknown' in known) throw new Error(known.unknown)
  return known
}
