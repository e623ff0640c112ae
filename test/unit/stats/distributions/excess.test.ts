import { expect, it } from 'vitest'
import { excessOf } from '../../../../src/stats/distributions/excess.ts'

// By mpmath 1.4.1 with 80 digits, of the doubles as they are.
it.each([
  [1e12, 1e12, 0.5 + 2 ** -40, 1.8189894035458565],
  [3e11, 7e11, 0.3, -1.1102230246251565e-5],
])('(%f + %f) %f less the first, to the last digits', (a, b, x, expected) => {
  expect(excessOf(a, b, x) / expected).toBeCloseTo(1, 14)
})

it('has a negative control: as it stands the formula sees no difference', () => {
  expect((3e11 + 7e11) * 0.3 - 3e11).toBe(0)
})
