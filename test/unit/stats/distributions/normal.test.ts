import { expect, it } from 'vitest'
import { pointAbove } from '../../../../src/stats/distributions/distribution.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'

it('knows the usual critical values', () => {
  expect(pointAbove(normal, 0.025)).toBeCloseTo(1.959963984540054, 14)
  expect(pointAbove(normal, 0.05)).toBeCloseTo(1.6448536269514722, 14)
  expect([normal.atAbove(Math.log(0.5)), normal.atBelow(Math.log(0.5)) + 0]).toEqual([0, 0])
})

it('is symmetric', () => {
  for (const x of [0, 1e-300, 0.3, 5, 1e10]) expect(normal.logBelow(-x)).toBe(normal.logAbove(x))
  for (const log of [-1e6, -3, -0.1, -1e-9]) expect(normal.atBelow(log)).toBe(-normal.atAbove(log))
})

it('goes out to 1e150, and back', () => {
  expect(normal.logAbove(1e150) / -5e299).toBeCloseTo(1, 14)
  expect(normal.atAbove(-5e299) / 1e150).toBeCloseTo(1, 14)
  expect(normal.atAbove(-1e5)).toBeCloseTo(447.1978936785251, 11)
})
