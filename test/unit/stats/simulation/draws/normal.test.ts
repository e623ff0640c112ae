import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../../src/stats/simulation/draws/normal.ts'
import { distance, drawn, meanOf, misfit, normalBelow } from '../fit.ts'

const chance = stream(1, 'normal')
const draws = drawn(300_000, () => drawNormal(chance))

it('is normal', () => {
  expect(distance(draws, normalBelow)).toBeLessThan(2)
})

it('has the moments of a normal number, to the sixth', () => {
  for (const [power, moment, spread] of [
    [1, 0, 1],
    [2, 1, Math.sqrt(2)],
    [3, 0, Math.sqrt(15)],
    [4, 3, Math.sqrt(96)],
    [6, 15, Math.sqrt(10_170)],
  ] as const) {
    const score = (meanOf(draws.map((x) => x ** power)) - moment) / (spread / Math.sqrt(300_000))
    expect(Math.abs(score)).toBeLessThan(4)
  }
})

it('is normal in every hundredth, the rims of the layers included', () => {
  const fine = stream(2, 'normal')
  const counts = new Array<number>(802).fill(0)
  for (let n = 0; n < 3_000_000; n++) {
    const bin = Math.min(801, Math.max(0, Math.floor(drawNormal(fine) * 100 + 401)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const edges = Array.from({ length: 801 }, (_, i) => normalBelow(i / 100 - 4))
  const chances = [...edges, 1].map((below, i) => below - (edges[i - 1] ?? 0))
  expect(misfit(counts, chances)).toBeLessThan(4)
})

it('is normal beyond the last layer too, on both sides alike', () => {
  const edge = 3.654152885361009
  const far = stream(3, 'normal')
  const beyond = (side: number) =>
    drawn(30_000, () => {
      // The first number picks the lowest layer, and a place in it outside of the box.
      let asked = 0
      return drawNormal(() => (asked++ === 0 ? side : far()))
    })
  const given = (x: number) => 1 - (1 - normalBelow(x)) / (1 - normalBelow(edge))
  expect(distance(beyond(0.9999 / 256), given)).toBeLessThan(2)
  expect(
    distance(
      beyond(0.0001 / 256).map((x) => -x),
      given,
    ),
  ).toBeLessThan(2)
})

it('has a negative control: the same test sees a deviation that is 2 % off', () => {
  expect(distance(draws, (x) => normalBelow(x / 1.02))).toBeGreaterThan(2)
})
