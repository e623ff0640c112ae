import { expect, it } from 'vitest'
import { logOneMinusExp } from '../../../../src/stats/special/log-one-minus-exp.ts'

const least = Number.NEGATIVE_INFINITY

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
