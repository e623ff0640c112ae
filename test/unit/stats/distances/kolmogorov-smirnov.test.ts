import { describe, expect, it } from 'vitest'
import { kolmogorovSmirnov } from '../../../../src/stats/distances/kolmogorov-smirnov.ts'
import { exactKolmogorovSmirnov } from '../../../../src/stats/distances/kolmogorov-smirnov-exact.ts'
import { largestGap } from '../../../../src/stats/distances/largest-gap.ts'
import { logChanceOfLeaving } from '../../../../src/stats/distances/lattice-paths.ts'
import { chance } from '../../../chance.ts'
import { figure, samples, unsoundIn } from '../figures.ts'

/** By definition: at each value, how many of either sample are no greater. */
function plainGap(a: readonly number[], b: readonly number[]): number {
  const upTo = (sample: readonly number[], x: number) => sample.filter((y) => y <= x).length
  const gaps = [...a, ...b].map((x) => Math.abs(upTo(a, x) * b.length - upTo(b, x) * a.length))
  return Math.max(0, ...gaps)
}

describe('the largest gap', () => {
  const random = chance(2)
  const shapes: { readonly [name: string]: () => number } = {
    even: random,
    'normal-like': () => random() + random() + random() - 1.5,
    'long-tailed': () => Math.exp(8 * random() ** 3),
    'over many magnitudes': () => 10 ** (600 * random() - 300),
    tied: () => Math.floor(5 * random()),
    'mostly zero': () => (random() < 0.8 ? 0 : random()),
    'far from zero': () => 1e9 + random(),
    'with an outlier': () => (random() < 0.01 ? 1e300 : random()),
  }

  it.each(Object.entries(shapes))('is what its definition says: %s', (_, draw) => {
    for (const [m, n] of [
      [1, 300],
      [40, 40],
      [250, 333],
    ] as const) {
      const [a, b] = [Array.from({ length: m }, draw), Array.from({ length: n }, draw)]
      expect(largestGap(a, b)).toBe(plainGap(a, b))
    }
  })

  it('is what its definition says of awkward samples too', () => {
    for (const a of samples(chance(3))) {
      for (const b of samples(chance(4))) expect(largestGap(a, b)).toBe(plainGap(a, b))
    }
  })
})

/** By counting every path. */
function plainChance(m: number, n: number, gap: number): number {
  const all = (i: number, j: number): readonly [paths: number, outside: number] => {
    if (Math.abs(i * n - j * m) >= gap) return [paths(m - i, n - j), paths(m - i, n - j)]
    if (i === m && j === n) return [1, 0]
    const [across, up] = [i < m ? all(i + 1, j) : [0, 0], j < n ? all(i, j + 1) : [0, 0]]
    return [across[0] + up[0], across[1] + up[1]]
  }
  const [total, outside] = all(0, 0)
  return outside / total
}

function paths(i: number, j: number): number {
  return i === 0 || j === 0 ? 1 : (paths(i - 1, j) * (i + j)) / i
}

it.each([
  [1, 1],
  [3, 2],
  [4, 6],
  [5, 5],
  [2, 9],
])('knows the chance of every distance between %d and %d outcomes', (m, n) => {
  for (let gap = 1; gap <= m * n; gap++) {
    expect(Math.exp(logChanceOfLeaving(m, n, gap))).toBeCloseTo(plainChance(m, n, gap), 13)
  }
})

it.each([
  [300, 200, -332.49947414212266],
  [1000, 1000, -1381.57484635692],
])('neither under- nor overflows: %d and %d outcomes apart', (m, n, expected) => {
  expect(logChanceOfLeaving(m, n, m * n)).toBeCloseTo(expected, 9)
})

const [ramp, other] = [
  Array.from({ length: 30 }, (_, i) => 0.1 * i),
  Array.from({ length: 41 }, (_, i) => 0.13 * i + 0.05),
]

it('agrees with scipy 1.17.1 (ks_2samp)', () => {
  expect(figure(kolmogorovSmirnov(ramp, other), 'statistic')).toBeCloseTo(0.4634146341463415, 14)
  expect(figure(exactKolmogorovSmirnov(ramp, other), 'p')).toBeCloseTo(0.000641361499610342, 13)
})

it('errs as promised, and exactly so in small samples', () => {
  const random = chance(12)
  let [limit, exact] = [0, 0]
  for (let run = 0; run < 2000; run++) {
    const [a, b] = [Array.from({ length: 30 }, random), Array.from({ length: 25 }, random)]
    if (figure(kolmogorovSmirnov(a, b), 'p') < 0.05) limit++
    if (figure(exactKolmogorovSmirnov(a, b), 'p') < 0.05) exact++
  }
  expect(limit / 2000).toBeLessThan(0.06)
  expect(exact / 2000).toBeLessThan(0.06)
  expect(exact / 2000).toBeGreaterThan(0.03)
})

it('finds no distance between a sample and itself, and all between samples apart', () => {
  expect(kolmogorovSmirnov(ramp, ramp)).toEqual({ statistic: 0, p: 1 })
  expect(exactKolmogorovSmirnov(ramp, ramp)).toEqual({ p: 1, logP: 0 })
  expect(figure(kolmogorovSmirnov(ramp, [9]), 'statistic')).toBe(1)
})

it.each([
  ['an empty sample', [], 'TooFew'],
  ['a value that is not finite', [Number.POSITIVE_INFINITY], 'OutOfRange'],
  ['a value that is not a number', [Number.NaN, 1], 'OutOfRange'],
])('knows nothing of %s', (_, sample, unknown) => {
  expect(kolmogorovSmirnov(sample, ramp)).toMatchObject({ unknown })
  expect(exactKolmogorovSmirnov(ramp, sample)).toMatchObject({ unknown })
})

it('leaves to the limit what would take too many steps', () => {
  const large = new Float64Array(20_000)
  expect(exactKolmogorovSmirnov(large, large)).toMatchObject({ unknown: 'TooLarge' })
})

it('is a number or says why not, whatever the samples', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2)).map((sample) => sample.slice(0, 50))) {
      const answers = [kolmogorovSmirnov(a, b), exactKolmogorovSmirnov(a, b)]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
})
