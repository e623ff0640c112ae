import { expect, it } from 'vitest'
import { chiSquaredShift } from '../../../../src/stats/distances/chi-squared-shift.ts'
import { jensenShannon } from '../../../../src/stats/distances/jensen-shannon.ts'
import { meanDiscrepancy } from '../../../../src/stats/distances/mean-discrepancy.ts'
import { populationStability } from '../../../../src/stats/distances/population-stability.ts'
import { wasserstein } from '../../../../src/stats/distances/wasserstein.ts'
import { independence } from '../../../../src/stats/fixed/independence.ts'
import { chance } from '../../../chance.ts'
import { samples, unsoundIn } from '../figures.ts'

it.each([
  ['a shift', [0, 1, 3], [5, 6, 8], 5],
  ['one point against two', [0], [-1, 1], 1],
  ['samples of unequal size', [0, 0, 0, 4], [0, 2], 0.5 * 0 + 1],
  ['the same points in another order', [1, 2, 3], [3, 1, 2], 0],
])('moves mass no further than it must: %s', (_, a, b, distance) => {
  expect(wasserstein({ values: a }, { values: b })).toBeCloseTo(distance, 13)
})

it('weighs a point of weight 2 as two points', () => {
  const twice = wasserstein({ values: [0, 0, 3] }, { values: [1, 5] })
  const weighed = wasserstein({ values: [3, 0], weights: [1, 2] }, { values: [1, 5] })
  expect(weighed).toBeCloseTo(Number(twice), 13)
})

it.each([
  ['nothing', [], undefined, 'TooFew'],
  ['weights of another length', [1, 2], [1], 'OutOfRange'],
  ['a negative weight', [1, 2], [1, -1], 'OutOfRange'],
  ['no weight at all', [1, 2], [0, 0], 'OutOfRange'],
  ['a value that is not finite', [Number.NaN], undefined, 'OutOfRange'],
])('knows no way to move %s', (_, values, weights, unknown) => {
  expect(wasserstein({ values, weights }, { values: [0] })).toMatchObject({ unknown })
})

it('says that a way is longer than a double can hold', () => {
  const [low, high] = [{ values: [-1.7e308] }, { values: [1.7e308] }]
  expect(wasserstein(low, high)).toMatchObject({ unknown: 'Overflow' })
})

const [before, now] = [
  [120, 80, 30, 0, 10],
  [90, 95, 50, 4, 1],
]

it.each([
  ['populationStability', populationStability],
  ['jensenShannon', jensenShannon],
])('%s is symmetric, positive, and zero between proportional histograms', (_, distance) => {
  expect(distance(before, now)).toBeCloseTo(Number(distance(now, before)), 14)
  expect(Number(distance(before, now))).toBeGreaterThan(0)
  expect(
    distance(
      before,
      before.map((count) => 3 * count),
    ),
  ).toBeCloseTo(0, 14)
  expect(distance([0, 0], [1, 2])).toMatchObject({ unknown: 'TooFew' })
  expect(distance([1, 2, 3], [1, 2])).toMatchObject({ unknown: 'OutOfRange' })
})

it('counts an empty bin as the floor', () => {
  const [e, a] = [0.5, 0.0001]
  const expected = (a - e) * Math.log(a / e) + (1 - e) * Math.log(1 / e)
  expect(populationStability([50, 50], [0, 100])).toBeCloseTo(expected, 13)
  expect(populationStability([1, 1], [1, 2], 0)).toMatchObject({ unknown: 'OutOfRange' })
})

it('is √ln 2, or 1 in bits, between histograms that share no bin', () => {
  expect(jensenShannon([1, 0], [0, 5])).toBeCloseTo(Math.sqrt(Math.LN2), 14)
  expect(jensenShannon([1, 0], [0, 5], 2)).toBeCloseTo(1, 14)
  expect(jensenShannon([1, 0], [0, 5], 1)).toMatchObject({ unknown: 'OutOfRange' })
})

it('keeps its digits between histograms that are nearly equal', () => {
  // Half of Σ m d² at small d, here with d = ±2e-7 and m = 1/2.
  const [p, q] = [
    [5_000_000, 5_000_000],
    [5_000_001, 4_999_999],
  ]
  expect(Number(jensenShannon(p, q)) / (1e-7 / Math.SQRT2)).toBeCloseTo(1, 7)
})

it('obeys the triangle inequality', () => {
  const random = chance(7)
  const histogram = () => Array.from({ length: 6 }, () => Math.floor(random() * 50))
  for (let run = 0; run < 200; run++) {
    const [p, q, r] = [histogram(), histogram(), histogram()]
    const around = Number(jensenShannon(p, q)) + Number(jensenShannon(q, r))
    expect(Number(jensenShannon(p, r))).toBeLessThanOrEqual(around + 1e-12)
  }
})

it('tests histograms as a table of two rows, without the bins that nobody uses', () => {
  const table = independence([before, now])
  expect(chiSquaredShift([...before, 0], [...now, 0])).toEqual(table)
  expect(chiSquaredShift([5], [7])).toMatchObject({ unknown: 'TooFew' })
  expect(chiSquaredShift([5, 1], [7])).toMatchObject({ unknown: 'OutOfRange' })
})

it('is on average zero between samples of one distribution, and clearly not otherwise', () => {
  const random = chance(10)
  const drawn = (shift: number) => Array.from({ length: 20 }, () => [random() + shift, random()])
  const mean = (shift: number) => {
    let sum = 0
    for (let run = 0; run < 100; run++) {
      sum += Number(meanDiscrepancy(drawn(0), drawn(shift), 0.5)) / 100
    }
    return sum
  }
  expect(Math.abs(mean(0))).toBeLessThan(0.004)
  expect(mean(0.4)).toBeGreaterThan(0.05)
})

it.each([
  ['one vector', [[1]], [[1], [2]], 1, 'TooFew'],
  ['vectors of several lengths', [[1], [1, 2]], [[1], [2]], 1, 'OutOfRange'],
  ['a kernel without width', [[1], [2]], [[1], [2]], 0, 'OutOfRange'],
])('has no discrepancy of %s', (_, a, b, sigma, unknown) => {
  expect(meanDiscrepancy(a, b, sigma)).toMatchObject({ unknown })
})

it('is a number or says why not, whatever the samples', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2))) {
      const [p, q] = [a.map(Math.abs), a.map((_, i) => Math.abs(b[i] ?? 0))]
      const weighed = [
        { values: a, weights: p },
        { values: b, weights: b.map(Math.abs) },
      ] as const
      const rows = [a, b].map((sample) => sample.slice(0, 9).map((x) => [x]))
      const answers = [
        wasserstein({ values: a }, { values: b }),
        wasserstein(...weighed),
        populationStability(p, q),
        jensenShannon(p, q),
        chiSquaredShift(p, q),
        meanDiscrepancy(rows[0] ?? [], rows[1] ?? [], 1e-300),
      ]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
})
