import { expect, it } from 'vitest'
import { type Chance, stream } from '../../../../../src/stats/simulation/chance.ts'
import { drawExponential } from '../../../../../src/stats/simulation/draws/exponential.ts'
import { drawChiSquared, drawGamma } from '../../../../../src/stats/simulation/draws/gamma.ts'
import { drawStudent } from '../../../../../src/stats/simulation/draws/student.ts'
import { distance, drawn, normalBelow } from '../fit.ts'

type Law = readonly [name: string, draw: (chance: Chance) => number, below: (x: number) => number]

const laws: readonly Law[] = [
  ['exponential', drawExponential, (x) => -Math.expm1(-x)],
  ['t with 1 degree', (c) => drawStudent(c, 1), (x) => 0.5 + Math.atan(x) / Math.PI],
  ['t with 2 degrees', (c) => drawStudent(c, 2), (x) => 0.5 + x / (2 * Math.sqrt(2 + x ** 2))],
  ['t with 3 degrees', (c) => drawStudent(c, 3), student3Below],
  ['t with a million', (c) => drawStudent(c, 1e6), normalBelow],
  ['gamma of shape 1', (c) => drawGamma(c, 1), (x) => -Math.expm1(-x)],
  ['gamma of shape 3', (c) => drawGamma(c, 3), (x) => 1 - Math.exp(-x) * (1 + x + x ** 2 / 2)],
  ['gamma of shape ½', (c) => drawGamma(c, 0.5), (x) => 2 * normalBelow(Math.sqrt(2 * x)) - 1],
  ['chi² with 1 degree', (c) => drawChiSquared(c, 1), (x) => 2 * normalBelow(Math.sqrt(x)) - 1],
  ['chi² with 4', (c) => drawChiSquared(c, 4), (x) => 1 - Math.exp(-x / 2) * (1 + x / 2)],
]

it.each(laws)('%s fits', (name, draw, below) => {
  const chance = stream(5, name)
  const draws = drawn(50_000, () => draw(chance))
  expect(distance(draws, below)).toBeLessThan(2)
})

it('has a negative control: t with 3 degrees is not t with 2, nor gamma 3 gamma 3.1', () => {
  const chance = stream(6)
  expect(
    distance(
      drawn(50_000, () => drawStudent(chance, 2)),
      student3Below,
    ),
  ).toBeGreaterThan(2)
  const erlang = (x: number) => 1 - Math.exp(-x) * (1 + x + x ** 2 / 2)
  expect(
    distance(
      drawn(50_000, () => drawGamma(chance, 3.1)),
      erlang,
    ),
  ).toBeGreaterThan(2)
})

it.each([
  ['gamma of no shape', (c: Chance) => drawGamma(c, 0), [0, 0]],
  ['gamma of almost nothing', (c: Chance) => drawGamma(c, 5e-324), [0, 0]],
  ['gamma of the largest shape', (c: Chance) => drawGamma(c, 1e308), [9e307, 1.1e308]],
  [
    't of almost no degree',
    (c: Chance) => drawStudent(c, 0),
    [-Number.MAX_VALUE, Number.MAX_VALUE],
  ],
  ['t of the most degrees', (c: Chance) => drawStudent(c, 1e308), [-10, 10]],
] as const)('%s is still a number', (name, draw, [low, high]) => {
  const chance = stream(7, name)
  for (let n = 0; n < 200; n++) {
    const x = draw(chance)
    expect(x).toBeGreaterThanOrEqual(low)
    expect(x).toBeLessThanOrEqual(high)
  }
})

function student3Below(x: number): number {
  const u = x / Math.sqrt(3)
  return 0.5 + (u / (1 + u ** 2) + Math.atan(u)) / Math.PI
}
