import { expect, it } from 'vitest'
import { type Chance, stream } from '../../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../../src/stats/simulation/draws/binomial.ts'
import { drawMultinomial } from '../../../../../src/stats/simulation/draws/multinomial.ts'
import { drawPoisson } from '../../../../../src/stats/simulation/draws/poisson.ts'
import { counted, distance, drawn, meanOf, misfit, normalBelow, varianceOf } from '../fit.ts'

it.each([
  [1, 0.3],
  [5, 0.5],
  [12, 0.9],
  [40, 0.2],
  [100, 0.02],
  [1000, 0.009], // inversion
  [20, 0.5],
  [25, 0.4],
  [60, 0.17],
  [60, 0.83],
  [200, 0.5],
  [1000, 0.3],
  [30_000, 0.02], // rejection
])('binomial of %i trials at %f fits its exact chances', (n, p) => {
  const chance = stream(11, n, p)
  const draws = drawn(60_000, () => drawBinomial(chance, n, p))
  expect(misfit(counted(draws, n + 1), binomialChances(n, p))).toBeLessThan(4)
})

it.each([
  [1e9, 0.3],
  [1e9, 1e-5],
  [1e9, 0.999],
  [1e12, 0.5],
])('binomial of %f trials at %f is as normal as it must be', (n, p) => {
  const chance = stream(12, n, p)
  const deviation = Math.sqrt(n * p * (1 - p))
  const draws = drawn(
    20_000,
    () => (drawBinomial(chance, n, p) + chance() - 0.5 - n * p) / deviation,
  )
  expect(distance(draws, normalBelow)).toBeLessThan(2)
  expect(Math.abs(meanOf(draws))).toBeLessThan(4 / Math.sqrt(20_000))
  expect(Math.abs(varianceOf(draws) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000))
})

it('binomial and Poisson keep to their chances where the hat fits worst, in a million draws', () => {
  const chance = stream(22)
  const binomials = drawn(1_000_000, () => drawBinomial(chance, 60, 0.17))
  expect(misfit(counted(binomials, 61), binomialChances(60, 0.17))).toBeLessThan(4)
  const poissons = drawn(1_000_000, () => drawPoisson(chance, 10))
  expect(misfit(counted(poissons, 60), poissonChances(10, 60))).toBeLessThan(4)
})

it('draws rare events of a billion trials as Poisson does', () => {
  const chance = stream(13)
  const draws = drawn(60_000, () => drawBinomial(chance, 1e9, 3e-9))
  expect(misfit(counted(draws, 30), poissonChances(3, 30))).toBeLessThan(4)
})

it.each([
  [0, 0.5, 0],
  [10, 0, 0],
  [10, 1, 10],
  [10, -1, 0],
  [10, 2, 10],
  [-3, 0.5, 0],
  [0.9, 1, 0],
  [1e15, 1, 1e15],
  [1e12, 1e-300, 0],
  [2 ** 53, 0, 0],
])('binomial of %f trials at %f is %f', (n, p, expected) => {
  const chance = stream(14)
  for (let i = 0; i < 20; i++) expect(drawBinomial(chance, n, p)).toBe(expected)
})

it('has a negative control: the same test sees a chance of .31 for .3', () => {
  const chance = stream(15)
  const draws = drawn(60_000, () => drawBinomial(chance, 1000, 0.31))
  expect(misfit(counted(draws, 1001), binomialChances(1000, 0.3))).toBeGreaterThan(10)
})

it.each([0.01, 1, 9.9, 10, 11.3, 40, 1000])('Poisson of mean %f fits its exact chances', (mean) => {
  const chance = stream(16, mean)
  const top = Math.ceil(mean + 12 * Math.sqrt(mean) + 10)
  const draws = drawn(60_000, () => drawPoisson(chance, mean))
  expect(misfit(counted(draws, top), poissonChances(mean, top))).toBeLessThan(4)
})

it.each([1e6, 1e12])('Poisson of mean %f is as normal as it must be', (mean) => {
  const chance = stream(17, mean)
  const draws = drawn(
    20_000,
    () => (drawPoisson(chance, mean) + chance() - 0.5 - mean) / Math.sqrt(mean),
  )
  expect(distance(draws, normalBelow)).toBeLessThan(2)
})

it.each([0, -1, 1e-300])('Poisson of mean %f is nothing', (mean) => {
  expect(drawPoisson(stream(18), mean)).toBe(0)
})

it('multinomial adds up, and each class is binomial, given the ones before', () => {
  const chance = stream(20)
  const rows = Array.from({ length: 30_000 }, () => drawMultinomial(chance, 40, [2, 3, 0, 5]))
  expect(rows.every((row) => row.reduce((sum, count) => sum + count, 0) === 40)).toBe(true)
  for (const [index, p] of [0.2, 0.3, 0, 0.5].entries()) {
    const counts = counted(
      rows.map((row) => row[index] ?? 0),
      41,
    )
    expect(misfit(counts, binomialChances(40, p))).toBeLessThan(4)
  }
  const both = counted(
    rows.map((row) => (row[0] ?? 0) + (row[1] ?? 0)),
    41,
  )
  expect(misfit(both, binomialChances(40, 0.5))).toBeLessThan(4)
})

it.each<readonly [string, (chance: Chance) => readonly number[], readonly number[]]>([
  ['no things', (c) => drawMultinomial(c, 0, [1, 2]), [0, 0]],
  ['no classes', (c) => drawMultinomial(c, 5, []), []],
  ['no shares', (c) => drawMultinomial(c, 5, [0, 0]), [0, 5]],
  ['one share', (c) => drawMultinomial(c, 5, [0, 1, 0]), [0, 5, 0]],
])('multinomial of %s', (_, draw, expected) => expect(draw(stream(21))).toEqual(expected))

/** From the mode outwards, so that nothing underflows; normalised. */
function binomialChances(n: number, p: number): readonly number[] {
  return fromMode(
    n + 1,
    Math.min(n, Math.floor((n + 1) * p)),
    (k) => ((n - k) / (k + 1)) * (p / (1 - p)),
  )
}

function poissonChances(mean: number, length: number): readonly number[] {
  return fromMode(length, Math.floor(mean), (k) => mean / (k + 1))
}

/** Chances of 0 to below `length`, from the ratio of each one's successor to it. */
function fromMode(length: number, mode: number, ratio: (k: number) => number): readonly number[] {
  const chances = new Array<number>(length).fill(0)
  chances[mode] = 1
  for (let k = mode; k + 1 < length; k++) chances[k + 1] = (chances[k] ?? 0) * ratio(k)
  for (let k = mode; k > 0; k--) chances[k - 1] = (chances[k] ?? 0) / ratio(k - 1)
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => chance / total)
}
