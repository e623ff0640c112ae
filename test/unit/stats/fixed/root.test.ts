import { expect, it } from 'vitest'
import { productDifference } from '../../../../src/stats/fixed/product-difference.ts'
import { rootOf } from '../../../../src/stats/fixed/root.ts'

it.each([
  ['a line', (x: number) => 2 * x - 1, 0, 4, 0.5],
  ['a cube', (x: number) => x ** 3 - 2, 0, 2, Math.cbrt(2)],
  ['a falling curve', (x: number) => Math.exp(-x) - x, 0, 1, 0.5671432904097838],
  ['a cliff', (x: number) => Math.tanh(1e6 * (x - 0.3)), 0, 1, 0.3],
  ['a zero far below its bracket', (x: number) => x ** 2 - 1e-18, 0, 1, 1e-9],
])('finds the zero of %s to the last digits, in few steps', (_, f, low, high, expected) => {
  let steps = 0
  const root = rootOf((x) => f(x) + 0 * steps++, low, high)
  expect(root / expected).toBeCloseTo(1, 14)
  expect(steps).toBeLessThan(90)
})

it('gives the nearer end where there is no zero between', () => {
  expect(rootOf((x) => x + 1, 0, 5)).toBe(0)
  expect(rootOf((x) => x - 9, 0, 5)).toBe(5)
  expect(rootOf((x) => x - 5, 0, 5)).toBe(5)
})

it('subtracts products that nearly cancel', () => {
  const [a, b] = [2 ** 27 + 1, 2 ** 27 - 1] // the product is 2^54 − 1
  expect(productDifference(a, b, 2 ** 27, 2 ** 27)).toBe(-1)
  expect(a * b - 2 ** 54).not.toBe(-1)
})
