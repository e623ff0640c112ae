import { expect, it } from 'vitest'
import { auc } from '../../../../src/stats/estimates/auc.ts'
import { adjustedBy, thetaOf } from '../../../../src/stats/estimates/cuped.ts'
import { explainedVariance } from '../../../../src/stats/estimates/explained-variance.ts'
import { f1 } from '../../../../src/stats/estimates/f1.ts'
import { ratio } from '../../../../src/stats/estimates/ratio.ts'
import { type Functional, identity } from '../../../../src/stats/estimates/reading.ts'
import { rootMean } from '../../../../src/stats/estimates/root-mean.ts'
import { below, chance } from '../../../chance.ts'

const random = chance(4)
const shares = (things: number) => Array.from({ length: things }, () => (random() + 0.05) / things)

const smooth: readonly (readonly [string, Functional, readonly number[]])[] = [
  ['a mean', identity, [3.5]],
  ['F1', f1, [0.2, 0.1, 0.05, 0.65]],
  ['F1 without a hit', f1, [0, 0.1, 0.05, 0.85]],
  ['R²', explainedVariance, [0.4, -0.3, 2.2]],
  ['a ratio', ratio, [1.2, -0.7]],
  ['a root', rootMean, [2.5]],
  ['CUPED', adjustedBy(0.8), [3, -2]],
  ['AUC', auc, shares(40)],
]

it.each(smooth)('has the slope of its value: %s', (_, { value, gradient }, at) => {
  const slopes = at.map((x, i) => {
    const moved = (by: number) => value(at.with(i, x + by)) ?? Number.NaN
    return (moved(1e-6) - moved(-1e-6)) / 2e-6
  })
  const known = gradient(at)
  for (const [i, slope] of slopes.entries()) expect(known[i] ?? 0).toBeCloseTo(slope, 6)
})

it.each<readonly [string, Functional, readonly number[]]>([
  ['F1 of a label that never occurs', f1, [0, 0, 0, 1]],
  ['R² of a truth that never varies', explainedVariance, [0.1, 3, 9]],
  ['a ratio to nothing', ratio, [1, 0]],
  ['the root of nothing', rootMean, [0]],
  ['AUC without negatives', auc, [0.5, 0.5, 0, 0]],
  ['AUC without positives', auc, [0, 0, 0.5, 0.5]],
  ['AUC of nothing', auc, []],
  ['AUC of half a bin', auc, [1]],
  ['a mean of nothing', identity, []],
])('has no value: %s', (_, { value }, at) => expect(value(at)).toBeUndefined())

it('counts the pairs that are in order, ties as half', () => {
  const outcomes = Array.from({ length: 80 }, () => ({
    bin: below(random, 7),
    positive: random() < 0.4,
  }))
  const counts = [...Array(14).keys()].map(
    (place) => outcomes.filter(({ bin, positive }) => place === (positive ? bin : bin + 7)).length,
  )
  const of = (wanted: boolean) => outcomes.filter(({ positive }) => positive === wanted)
  const pairs = of(true).flatMap((p) => of(false).map((n) => (Math.sign(p.bin - n.bin) + 1) / 2))
  const mean = pairs.reduce((sum, won) => sum + won, 0) / pairs.length
  expect(auc.value(counts.map((count) => count / 80))).toBeCloseTo(mean, 12)
})

it('knows the values of textbooks', () => {
  expect(f1.value([0.6, 0.2, 0.2])).toBeCloseTo(0.75, 12)
  expect(explainedVariance.value([0.25, 10, 101])).toBeCloseTo(0.75, 12)
  expect(rootMean.value([9])).toBe(3)
  expect(auc.value([0, 0.5, 0.5, 0])).toBe(1)
  expect(auc.value([0.5, 0, 0, 0.5])).toBe(0)
})

it('takes of a covariate what both variants agree on, weighed by their outcomes', () => {
  expect(
    thetaOf([
      { n: 100, yx: 2, xx: 1 },
      { n: 300, yx: 1, xx: 1 },
    ]),
  ).toBeCloseTo(1.25, 12)
  expect(thetaOf([{ n: 100, yx: 0, xx: 0 }])).toBe(0)
  expect(thetaOf([{ n: 0, yx: 0, xx: 0 }])).toBe(0)
  expect(thetaOf([])).toBe(0)
})
