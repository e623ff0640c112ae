import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { zipf } from '../../../../../src/stats/simulation/draws/zipf.ts'
import { counted, drawn, misfit } from '../fit.ts'

it.each([
  [1, 1],
  [2, 0],
  [10, 0],
  [10, 1],
  [50, 0.5],
  [50, 1.2],
  [500, 1],
  [500, 2.5],
])('%i units with exponent %f are as busy as they should be', (count, exponent) => {
  const [chance, draw] = [stream(31, count, exponent), zipf(count, exponent)]
  const weights = Array.from({ length: count }, (_, index) => (index + 1) ** -exponent)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const draws = drawn(50_000, () => draw(chance) - 1)
  expect(draws.every((rank) => rank >= 0 && rank < count)).toBe(true)
  if (count > 1)
    expect(
      misfit(
        counted(draws, count),
        weights.map((weight) => weight / total),
      ),
    ).toBeLessThan(4)
})

it('has room for a billion units', () => {
  const [chance, draw] = [stream(32), zipf(1e9, 1)]
  const draws = drawn(50_000, () => draw(chance))
  const harmonic = Math.log(1e9) + 0.5772156649
  expect(
    misfit(
      counted(draws, 4).slice(1, 4),
      [1, 0.5, harmonic - 1.5].map((w) => w / harmonic),
    ),
  ).toBeLessThan(4)
})
