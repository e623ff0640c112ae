import { expect, it } from 'vitest'
import { goldenSection } from '../../../../src/stats/special/golden-section.ts'

it.each([
  ['within', (w: number) => -((w - 2) ** 2), 2, 7],
  ['at the left end', (w: number) => -w, 0, 9],
  ['at the right end', (w: number) => w, 10, 9],
  ['at a kink', (w: number) => -Math.abs(w - 3), 3, 9],
])('finds a summit %s', (_, height, at, digits) => {
  expect(goldenSection(height, 0, 10)).toBeCloseTo(at, digits)
})

it('has nothing to find in a single place', () => {
  expect(goldenSection(Math.sin, 4, 4)).toBe(4)
})
