import { expect, it } from 'vitest'
import { logBeta } from '../../../../src/stats/special/log-beta.ts'
import { logGamma } from '../../../../src/stats/special/log-gamma.ts'

// By mpmath 1.4.1 with 250 digits.
it.each([
  [0.5, 0.5, 1.1447298858494002],
  [1e-10, 1e-10, 23.7189981105004],
  [1e-5, 1e12, 11.512643382684667],
  [3, 1e12, -82.1999161672287],
  [1e12, 1e12, -1386294361132.4407],
  [1e12, 1, -27.631021115928547],
  [12.5, 7e5, -149.50120034136754],
  [1e100, 2.5, -575.3615903780385],
  [1e-200, 1e-200, 461.2101657793691],
  [1e-200, 3, 460.51701859880916],
])('of %f and %f is right to the last digits', (a, b, expected) => {
  expect(logBeta(a, b) / expected).toBeCloseTo(1, 14)
  expect(logBeta(b, a)).toBe(logBeta(a, b))
})

it('has a negative control: the difference of three ln Γ loses all its digits', () => {
  const naive = logGamma(1e12) + logGamma(1) - logGamma(1e12 + 1)
  expect(Math.abs(naive - logBeta(1e12, 1))).toBeGreaterThan(1e-4)
})

it('is Infinity where a shape is 0 or below, and a number for any others', () => {
  expect([logBeta(0, 3), logBeta(3, -1)]).toEqual(Array(2).fill(Number.POSITIVE_INFINITY))
  const hard = [1e-300, 1e-16, 1, 1e16, 1e300]
  const all = hard.flatMap((a) => hard.map((b) => logBeta(a, b)))
  expect(all.filter(Number.isFinite)).toHaveLength(25)
})
