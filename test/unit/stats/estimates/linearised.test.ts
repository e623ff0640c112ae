import { expect, it } from 'vitest'
import { auc } from '../../../../src/stats/estimates/auc.ts'
import { adjustedBy, thetaOf } from '../../../../src/stats/estimates/cuped.ts'
import { f1 } from '../../../../src/stats/estimates/f1.ts'
import {
  differenceOf,
  type Linearised,
  levelOf,
  liftOf,
} from '../../../../src/stats/estimates/linearised.ts'
import { ratio } from '../../../../src/stats/estimates/ratio.ts'
import { identity, type Reading } from '../../../../src/stats/estimates/reading.ts'
import { readCategories, readCounts, readVector } from '../../../../src/stats/estimates/readings.ts'
import { vectorMoments, withVector } from '../../../../src/stats/sums/vector-moments.ts'
import { vectorSummaryOf } from '../../../../src/stats/sums/vector-summary.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'

const rate = (n: number, events: number) => readCounts({ n, events })
const variance = (n: number, events: number) => ((events / n) * (1 - events / n)) / (n - 1)
const found = (estimate: Linearised | undefined): Linearised => {
  if (estimate === undefined) throw new Error('nothing was estimated')
  return estimate
}
const known = (reading: Reading | Unknown): Reading => {
  if (isUnknown(reading)) throw new Error(reading.sentence)
  return reading
}

const ramp = {
  champion: [rate(9500, 1900), rate(5000, 2000)],
  challenger: [rate(500, 110), rate(5000, 2100)],
}

it('takes the difference epoch by epoch, each weighed by its outcomes', () => {
  const { value, squaredError, n, df, scarcer } = found(differenceOf(ramp, identity))
  expect(value).toBeCloseTo((0.02 + 0.02) / 2, 12)
  const errors = [
    variance(9500, 1900),
    variance(5000, 2000),
    variance(500, 110),
    variance(5000, 2100),
  ]
  expect(squaredError).toBeCloseTo(
    errors.reduce((sum, each) => sum + each / 4, 0),
    12,
  )
  expect([n, df, scarcer.n]).toEqual([20_000, Infinity, 5500])
})

it('is not taken in by a trend over epochs of different shares, as pooling is', () => {
  const trend = {
    champion: [rate(9500, 1900), rate(5000, 2000)],
    challenger: [rate(500, 100), rate(5000, 2000)],
  }
  expect(differenceOf(trend, identity)?.value).toBeCloseTo(0, 12)
  const pooled = { champion: [rate(14_500, 3900)], challenger: [rate(5500, 2100)] }
  const { value, squaredError } = found(differenceOf(pooled, identity))
  expect(value / Math.sqrt(squaredError)).toBeGreaterThan(10)
})

it('says of an epoch cut in two what it says of the whole', () => {
  const halves = [rate(1000, 100), rate(1000, 100)]
  const cut = found(differenceOf({ champion: halves, challenger: halves }, identity))
  const whole = { champion: [rate(2000, 200)], challenger: [rate(2000, 200)] }
  expect(cut.squaredError).toBeCloseTo(differenceOf(whole, identity)?.squaredError ?? 0, 6)
  expect(cut.scarcer.n).toBe(2000)
})

it('listens to an epoch only once each variant has two outcomes in it', () => {
  const more = {
    champion: [...ramp.champion, rate(800, 790), rate(1, 1)],
    challenger: [...ramp.challenger, rate(1, 0), rate(900, 1)],
  }
  expect(differenceOf(more, identity)).toEqual(differenceOf(ramp, identity))
})

it.each([
  ['no epochs', { champion: [], challenger: [] }],
  ['an empty side', { champion: [rate(10, 5)], challenger: [rate(0, 0)] }],
  ['a missing side', { champion: [rate(10, 5)], challenger: [] }],
])('has nothing to compare: %s', (_, sides) => {
  expect(differenceOf(sides, identity)).toBeUndefined()
  expect(liftOf(sides, identity)).toBeUndefined()
})

it('has no difference of a figure that is not defined', () => {
  const sides = {
    champion: [readCategories([0, 0, 0, 9])],
    challenger: [readCategories([1, 2, 3, 4])],
  }
  expect(differenceOf(sides, f1)).toBeUndefined()
  expect(levelOf(sides.champion, f1)).toBeUndefined()
})

it('has no difference of a figure that goes beyond numbers, in value or in slope', () => {
  const beyond = { value: () => Infinity, gradient: () => [1] }
  expect(differenceOf(ramp, beyond)).toBeUndefined()
  const cliff = { value: () => 1, gradient: () => [Infinity] }
  expect(differenceOf({ champion: [rate(9, 0)], challenger: [rate(9, 0)] }, cliff)).toBeUndefined()
})

it('knows the skew within epochs, not the one between them', () => {
  const skew = (p: number) => (1 - 2 * p) / Math.sqrt(p * (1 - p))
  expect(differenceOf(ramp, identity)?.scarcer.skew).toBeLessThan(skew(0.2))
  const steady = {
    champion: [rate(900, 90), rate(100, 10)],
    challenger: [rate(9000, 900), rate(1000, 100)],
  }
  expect(differenceOf(steady, identity)?.scarcer.skew).toBeCloseTo(skew(0.1), 3)
  const still = { champion: [rate(900, 900)], challenger: [rate(10_000, 900)] }
  expect(differenceOf(still, identity)?.scarcer.skew).toBe(0)
})

it('lets each variant pass its own gate: skewer values need more outcomes', () => {
  const sides = { champion: [rate(2000, 1000)], challenger: [rate(9000, 9)] }
  expect(differenceOf(sides, identity)?.scarcer.n).toBe(9000)
  expect(differenceOf({ ...sides, challenger: [rate(9000, 4500)] }, identity)?.scarcer.n).toBe(2000)
})

it('takes the lift relative to the champion, by the delta method', () => {
  const sides = { champion: [rate(2000, 400)], challenger: [rate(3000, 660)] }
  const { value, squaredError } = found(liftOf(sides, identity))
  expect(value).toBeCloseTo(0.1, 12)
  const expected = variance(3000, 660) / 0.2 ** 2 + (variance(2000, 400) * 0.22 ** 2) / 0.2 ** 4
  expect(squaredError).toBeCloseTo(expected, 12)
})

it('has no lift while the champion is within four errors of zero', () => {
  const against = (events: number) => ({
    champion: [rate(2000, events)],
    challenger: [rate(2000, 30)],
  })
  expect(liftOf(against(15), identity)).toBeUndefined()
  expect(liftOf(against(17), identity)).toBeDefined()
  expect(liftOf(against(0), identity)).toBeUndefined()
})

it('tells the level of one variant', () => {
  const { value, squaredError, n, scarcer } = found(levelOf(ramp.challenger, identity))
  expect(value).toBeCloseTo(2210 / 5500, 12)
  const [w, v] = [500 / 5500, 5000 / 5500]
  expect(squaredError).toBeCloseTo(w ** 2 * variance(500, 110) + v ** 2 * variance(5000, 2100), 12)
  expect([n, scarcer.n]).toEqual([5500, 5500])
  expect(levelOf([rate(1, 1)], identity)).toBeUndefined()
})

const random = chance(21)

it('has DeLong’s error of an AUC', () => {
  const outcomes = Array.from({ length: 3000 }, () => {
    const positive = random() < 0.3
    return { positive, bin: Math.min(19, below(random, 14) + (positive ? below(random, 10) : 0)) }
  })
  const counts = [...Array(40).keys()].map(
    (at) => outcomes.filter(({ bin, positive }) => at === (positive ? bin : bin + 20)).length,
  )
  const bins = (wanted: boolean) =>
    outcomes.filter(({ positive }) => positive === wanted).map(({ bin }) => bin)
  const [ps, ns] = [bins(true), bins(false)]
  const place = (bin: number, among: readonly number[]) =>
    among.reduce((sum, other) => sum + (Math.sign(bin - other) + 1) / 2, 0) / among.length
  const spread = (values: readonly number[]) => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length
    return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
  }
  const delong =
    spread(ps.map((bin) => place(bin, ns))) / ps.length +
    spread(ns.map((bin) => place(bin, ps))) / ns.length
  const { squaredError } = found(levelOf([readCategories(counts)], auc))
  expect(squaredError / delong).toBeCloseTo(1, 2)
})

const pairs = (n: number, effect: number) =>
  Array.from({ length: n }, () => {
    const x = random() * 6
    return [2 + effect + x + random(), x] as const
  })
const vector = (rows: readonly (readonly number[])[]) =>
  rows.reduce((sum, xs) => withVector(sum, xs), vectorMoments([5, 3], 3).none)

it('has the error of a ratio that resampling has', () => {
  const rows = pairs(300, 0)
  const { value, squaredError } = found(levelOf([known(readVector(vector(rows)))], ratio))
  const resampled = Array.from({ length: 2000 }, () => {
    const drawn = rows.map(() => rows[below(random, 300)] ?? [0, 0])
    return drawn.reduce((sum, [y]) => sum + y, 0) / drawn.reduce((sum, [, x]) => sum + x, 0)
  })
  const mean = resampled.reduce((sum, each) => sum + each, 0) / 2000
  const spread = resampled.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 2000
  expect(value).toBeCloseTo(mean, 2)
  expect(squaredError / spread).toBeGreaterThan(0.85)
  expect(squaredError / spread).toBeLessThan(1.15)
})

it('errs by the part of the variance that a covariate leaves, with CUPED', () => {
  const [a, b] = [vector(pairs(2000, 0)), vector(pairs(2000, 0.1))]
  const parts = [a, b].map((sums) => {
    const summary = vectorSummaryOf(sums)
    if (isUnknown(summary)) throw new Error(summary.sentence)
    const [[yy = 0, yx = 0] = [], [, xx = 0] = []] = summary.covariance
    return { n: summary.n, yy, yx, xx }
  })
  const sides = { champion: [known(readVector(a))], challenger: [known(readVector(b))] }
  const plain = found(differenceOf(sides, identity))
  const adjusted = found(differenceOf(sides, adjustedBy(thetaOf(parts))))
  const [{ yy = 1, yx = 0, xx = 1 } = {}] = parts
  const correlation = yx / Math.sqrt(yy * xx)
  expect(adjusted.squaredError / plain.squaredError).toBeCloseTo(1 - correlation ** 2, 2)
  expect(adjusted.value).toBeCloseTo(0.1, 1)
  expect(Math.abs(adjusted.value - 0.1)).toBeLessThan(4 * Math.sqrt(adjusted.squaredError))
})
