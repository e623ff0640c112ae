import { expect, it } from 'vitest'
import { tailIntegral } from '../../../../src/stats/special/log-concave.ts'

it.each([
  ['a line', 3, 0, 1 / 3],
  ['half a parabola', 0, 4, Math.sqrt(Math.PI / 8)],
  ['a steep line, hardly bent', 1e8, 1, 1e-8],
  // √(π / 2) e^½ erfc(1 / √2)
  ['a line and a parabola', 1, 1, 0.6556795424187986],
])('integrates e^−%s', (_, slope, bend, expected) => {
  const height = (u: number) => slope * u + (bend * u * u) / 2
  const rise = (u: number) => slope + bend * u
  expect(tailIntegral(height, rise, slope, bend) / expected).toBeCloseTo(1, 13)
})
