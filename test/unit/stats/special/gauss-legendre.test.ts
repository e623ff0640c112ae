import { expect, it } from 'vitest'
import { integral } from '../../../../src/stats/special/gauss-legendre.ts'

it.each([0, 1, 2, 31, 62, 63])('integrates x^%i exactly', (power) => {
  expect(integral((x) => x ** power, 1) * (power + 1)).toBeCloseTo(1, 13)
})

it('has a negative control: not x^400', () => {
  expect(Math.abs(integral((x) => x ** 400, 1) * 401 - 1)).toBeGreaterThan(1e-4)
})

it('integrates half a bell over nine deviations, and nothing over no width', () => {
  const bell = (x: number) => Math.exp(-x * (x / 2))
  expect(integral(bell, 9)).toBeCloseTo(Math.sqrt(Math.PI / 2), 14)
  expect(integral(bell, 0)).toBe(0)
})
