import { expect, it } from 'vitest'
import { logConcaveIntegral } from '../../../../src/stats/bayes/log-concave-integral.ts'

const normal = (mean: number, deviation: number) => (x: number) =>
  -(((x - mean) / deviation) ** 2) / 2

it.each([
  [0, 1, 0],
  [3, 0.01, 0],
  [-50, 20, 100],
  [0, 1e-9, 1],
])('knows the area of a bell at %f as wide as %f, from %f', (mean, deviation, start) => {
  const expected = Math.log(deviation * Math.sqrt(2 * Math.PI))
  expect(logConcaveIntegral(normal(mean, deviation), start)).toBeCloseTo(expected, 12)
})

it.each([
  ['too flat', normal(0, 1e9), 0],
  ['beyond the digits of its place', normal(1e77, 1), 1e77],
])('gives up what is %s', (_, f, start) => {
  expect(logConcaveIntegral(f, start)).toBeUndefined()
})
