import { expect, it } from 'vitest'
import { logGamma } from '../../../../src/stats/special/log-gamma.ts'
import { chance } from '../../../chance.ts'

// By mpmath 1.4.1 with 80 digits.
it.each([
  [1e-300, 690.7755278982137],
  [1e-5, 11.512919692895826],
  [0.3, 1.0957979948180756],
  [0.5, 0.5723649429247001],
  [1.000000001, -5.772157118381039e-10],
  [1.5, -0.12078223763524522],
  [1.9999999, -4.2278430309861296e-8],
  [2.5, 0.2846828704729192],
  [7.25, 7.0521854507385395],
  [9.999, 12.799575780077413],
  [10, 12.801827480081469],
  [171.5, 709.1431630309282],
  [1e6, 12815504.569147611],
  [1e12 + 0.5, 26631021115929.47],
  [1e300, 6.897755278982137e302],
])('of %f is right to the last digits', (x, expected) => {
  expect(logGamma(x) / expected).toBeCloseTo(1, 14)
})

it('is 0 at 1 and 2, and Infinity at 0 and below', () => {
  expect([1, 2].map(logGamma)).toEqual([0, 0])
  expect([0, -0.5, -3, -1e300].map(logGamma)).toEqual(Array(4).fill(Number.POSITIVE_INFINITY))
})

it('keeps the recurrence across all its pieces: ln Γ(x + 1) = ln Γ(x) + ln x', () => {
  const random = chance(1)
  for (let run = 0; run < 500; run++) {
    const x = 10 ** (random() * 4 - 2)
    const next = logGamma(x + 1)
    expect(Math.abs(logGamma(x) + Math.log(x) - next)).toBeLessThan(4e-15 * (1 + Math.abs(next)))
  }
})
