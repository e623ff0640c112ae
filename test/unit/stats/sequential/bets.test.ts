import { expect, it } from 'vitest'
import { growths, stakesFor } from '../../../../src/stats/sequential/bets.ts'

it.each([
  0,
  -1,
  1e-9,
  0.01,
  0.3,
  4,
  1e9,
  Number.POSITIVE_INFINITY,
])('spreads one stake, all of it, over all bets, whatever size is expected (%s)', (scale) => {
  const parts = [...stakesFor(scale)].map(Math.exp)
  expect(parts).toHaveLength(growths.length)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12)
  expect(Math.min(...parts)).toBeGreaterThan(0.005)
})

it('stakes most on the size that is expected', () => {
  const likeliest = (scale: number) => {
    const stakes = [...stakesFor(scale)]
    return Math.log1p(growths[stakes.indexOf(Math.max(...stakes))] ?? Number.NaN)
  }
  for (const scale of [0.002, 0.05, 0.3, 2])
    expect(Math.abs(Math.log(likeliest(scale) / scale))).toBeLessThan(Math.log(1.6))
})
