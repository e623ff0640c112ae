import { expect, it } from 'vitest'
import { shape } from '../../../../src/stats/distributions/shape.ts'
import { student } from '../../../../src/stats/distributions/student.ts'

it.each([
  [3, 3],
  [0, 1e-100],
  [-5, 1e-100],
  [1e300, 1e100],
])('takes %f for %f', (x, expected) => {
  expect(shape(x)).toBe(expected)
})

it('is the rule for all: no degrees of freedom are as good as hardly any', () => {
  expect(student(0).logAbove(2)).toBe(student(-1).logAbove(2))
  expect(student(0).logAbove(2)).toBeCloseTo(-Math.LN2, 14)
})
