import { expect, it } from 'vitest'
import { cuped } from '../../../../src/stats/fixed/cuped.ts'
import { effectOf } from '../../../../src/stats/fixed/effect.ts'
import { fieller, fiellerLift } from '../../../../src/stats/fixed/fieller.ts'
import { mergePairs, momentsOf, type PairSums } from '../../../../src/stats/fixed/pair-sums.ts'
import { ratioTest } from '../../../../src/stats/fixed/ratio.ts'
import { welch } from '../../../../src/stats/fixed/welch.ts'
import { chance } from '../../../chance.ts'
import { figure, samples, summaries, unsoundIn } from '../figures.ts'

const pairs = (ys: readonly number[], xs: readonly number[]): PairSums =>
  ys
    .map((y, i) => ({ y, x: xs[i] ?? 0 }))
    .reduce(
      (sums, { y, x }) =>
        mergePairs(sums, { n: 1, sumY: y, sumYY: y * y, sumX: x, sumXX: x * x, sumXY: x * y }),
      { n: 0, sumY: 0, sumYY: 0, sumX: 0, sumXX: 0, sumXY: 0 },
    )

const options = { alpha: 0.05, scale: 'Absolute' } as const
const [ys, others] = [
  [1, 4, 2, 8, 5, 7],
  [3, 2, 6, 9, 8, 9],
]

it('is Welch where every denominator is 1', () => {
  const ones = ys.map(() => 1)
  const test = ratioTest(pairs(ys, ones), pairs(others, ones), options)
  const plain = welch(
    { n: 6, mean: 4.5, variance: 7.5 },
    { n: 6, mean: 37 / 6, variance: 9.366666666666667 },
  )
  expect(figure(test, 't')).toBeCloseTo(figure(plain, 't'), 12)
  expect(figure(test, 'p')).toBeCloseTo(figure(plain, 'p'), 12)
})

it('does not change with the unit of the denominator', () => {
  const xs = [2, 3, 1, 5, 3, 4]
  const test = (unit: number) => {
    const scaled = xs.map((x) => x * unit)
    return ratioTest(pairs(ys, scaled), pairs(others, scaled), options)
  }
  expect(figure(test(1024), 't')).toBeCloseTo(figure(test(1), 't'), 12)
})

it.each([
  ['a denominator of zero', pairs([1, 2], [0, 0]), 'ZeroDenominator'],
  ['one outcome', pairs([1], [1]), 'TooFew'],
  ['digits that are gone', pairs([1e9, 1e9 + 1e-3], [1, 2]), 'NumericallyUnstable'],
  ['a ratio that never varies', pairs([2, 4], [1, 2]), 'NoSpread'],
])('knows nothing of %s', (_, sums, unknown) => {
  expect(ratioTest(sums, sums, options)).toMatchObject({ unknown })
})

it('knows no effect relative to zero', () => {
  const zero = { n: 9, mean: 0, variance: 1 }
  expect(effectOf(zero, { ...zero, mean: 1 }, 'Relative')).toMatchObject({
    unknown: 'ZeroChampion',
  })
})

it('gains nothing, and loses nothing, from a covariate without spread', () => {
  const ones = ys.map(() => 1)
  const test = cuped(pairs(ys, ones), pairs(others, ones), 0.05)
  expect(figure(test, 'theta')).toBe(0)
  expect(figure(test, 'estimate')).toBeCloseTo(37 / 6 - 4.5, 13)
})

it('takes out what a covariate explains: nine tenths of the variance at r = .95', () => {
  const random = chance(4)
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, x) => sum + x, -6)
  const drawn = () => {
    const xs = Array.from({ length: 2000 }, normal)
    return pairs(
      xs.map((x) => 0.95 * x + Math.sqrt(1 - 0.95 ** 2) * normal()),
      xs,
    )
  }
  const [a, b] = [drawn(), drawn()]
  const [plain, adjusted] = [momentsOf(a), cuped(a, b, 0.05)]
  const left = 'champion' in adjusted ? adjusted.champion.variance : Number.NaN
  expect(left / figure(plain, 'varianceY')).toBeCloseTo(1 - 0.95 ** 2, 1)
  expect(Math.abs(figure(adjusted, 'estimate'))).toBeLessThan(4 * Math.sqrt((2 * left) / 2000))
})

it('is symmetric about the ratio where the denominator is certain', () => {
  const fraction = {
    numerator: 6,
    denominator: 3,
    squaredErrorOfNumerator: 0.09,
    squaredErrorOfDenominator: 0,
    covariance: 0,
  }
  expect(fieller(fraction, 2)).toEqual({
    lower: expect.closeTo(1.8, 13),
    upper: expect.closeTo(2.2, 13),
  })
})

it('holds just the ratios that a test of numerator − R · denominator would not reject', () => {
  const fraction = {
    numerator: 1,
    denominator: 3,
    squaredErrorOfNumerator: 0.2,
    squaredErrorOfDenominator: 0.4,
    covariance: 0.1,
  }
  const statistic = (ratio: number) =>
    (1 - ratio * 3) / Math.sqrt(0.2 - 2 * ratio * 0.1 + ratio ** 2 * 0.4)
  const interval = fieller(fraction, 1.96)
  expect(statistic(figure(interval, 'lower'))).toBeCloseTo(1.96, 11)
  expect(statistic(figure(interval, 'upper'))).toBeCloseTo(-1.96, 11)
})

it('has no bounds where the denominator cannot be told from zero', () => {
  const nearZero = { n: 10, mean: 0.1, variance: 1 }
  expect(fiellerLift(nearZero, nearZero, 0.05)).toMatchObject({ unknown: 'NearZeroDenominator' })
})

it('agrees with the delta method far from zero', () => {
  const [a, b] = [
    { n: 1e5, mean: 10, variance: 4 },
    { n: 1e5, mean: 10.1, variance: 4 },
  ]
  const [exact, delta] = [fiellerLift(a, b, 0.05), welch(a, b, { scale: 'Relative' })]
  expect(figure(exact, 'lower')).toBeCloseTo(figure(delta, 'lower'), 5)
  expect(figure(exact, 'upper')).toBeCloseTo(figure(delta, 'upper'), 5)
})

it('is a number or says why not, whatever the outcomes', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2))) {
      const [there, back] = [pairs(a, b), pairs(b, a)]
      const relative = ratioTest(there, back, { alpha: 0.05, scale: 'Relative' })
      const answers = [ratioTest(there, back, options), relative, cuped(there, back, 0.05)]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
  for (const a of summaries) {
    for (const b of summaries) {
      if (unsoundIn(fiellerLift(a, b, 0.05)).length > 0) expect([a, b]).toBe('sound')
    }
  }
})
