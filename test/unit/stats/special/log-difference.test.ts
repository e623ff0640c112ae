import { expect, it } from 'vitest'
import { logDifference, logOneMinusExp } from '../../../../src/stats/special/log-difference.ts'

const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

it.each([
  [-1e-300, Math.log(1e-300)],
  [-1e-10, Math.log(1e-10) - 0.5e-10],
  [-Math.LN2, -Math.LN2],
  [-40, -4.248354255291589e-18],
  [least, -0],
  [0, least],
  [1, least],
])('ln(1 − e^%f)', (x, expected) => {
  expect(logOneMinusExp(x)).toBeCloseTo(expected, 14)
})

it('is its own inverse where both probabilities are large', () => {
  for (const x of [-2, -1, -0.7, -0.69, -0.2]) {
    expect(logOneMinusExp(logOneMinusExp(x))).toBeCloseTo(x, 14)
  }
})

it.each([
  [Math.log(3), Math.log(2), 0],
  [1000 + Math.LN2, 1000, 1000],
  [5, least, 5],
  [5, 5, least],
  [4, 5, least],
  [least, least, least],
  [most, 0, most],
  [most, most, least],
])('ln(e^%f − e^%f)', (a, b, expected) => {
  expect(logDifference(a, b)).toBeCloseTo(expected, 12)
})
