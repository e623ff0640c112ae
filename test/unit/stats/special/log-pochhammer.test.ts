import { expect, it } from 'vitest'
import { logPochhammer } from '../../../../src/stats/special/log-pochhammer.ts'

// By mpmath 1.4.1 with 80 digits.
it.each([
  [1, 1e-15, -5.77215664901532e-16],
  [2.5, 1e-9, 7.031566408904221e-10],
  [1e12, 1e-6, 2.7631021115928047e-5],
  [1e-3, 4, -5.114163156589227],
  [40, 0.5, 1.8413148084219249],
])('of %f and %f has its digits also where it is tiny', (b, a, expected) => {
  expect(logPochhammer(b, a) / expected).toBeCloseTo(1, 14)
})

it('is the ln of a product for a whole number', () => {
  expect(logPochhammer(0.25, 3)).toBeCloseTo(Math.log(0.25 * 1.25 * 2.25), 14)
  expect(logPochhammer(20, 0)).toBe(0)
})
