import { expect, it } from 'vitest'
import { chiSquared } from '../../../../src/stats/distributions/chi-squared.ts'
import { pointAbove } from '../../../../src/stats/distributions/distribution.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'

it('is exponential with two degrees of freedom', () => {
  for (const x of [1e-9, 0.5, 3, 1e5]) {
    expect(chiSquared(2).logAbove(x) / (-x / 2)).toBeCloseTo(1, 13)
    expect(chiSquared(2).atAbove(-x) / (2 * x)).toBeCloseTo(1, 13)
  }
})

it('is a square of a normal with one, and knows a usual critical value', () => {
  for (const z of [0.1, 1, 2, 40]) {
    const twice = normal.logAbove(z) + Math.LN2
    expect(chiSquared(1).logAbove(z ** 2) / twice).toBeCloseTo(1, 13)
  }
  expect(pointAbove(chiSquared(1), 0.05)).toBeCloseTo(3.841458820694124, 13)
})

it('does not jump where the method changes, at 2 and 20 degrees of freedom', () => {
  for (const df of [2, 20]) {
    for (const x of [0.1, df - 1, df + 1, 10 * df]) {
      const [before, after] = [chiSquared(df - 1e-12), chiSquared(df)].map((d) => d.logBelow(x))
      expect(before).toBeCloseTo(Number(after), 10)
    }
  }
})
