import { expect, it } from 'vitest'
import { pointAbove } from '../../../../src/stats/distributions/distribution.ts'
import { kolmogorov } from '../../../../src/stats/distributions/kolmogorov.ts'

it('knows the usual critical values', () => {
  expect(pointAbove(kolmogorov, 0.05)).toBeCloseTo(1.3580986393225507, 13)
  expect(pointAbove(kolmogorov, 0.01)).toBeCloseTo(1.6276236115189504, 13)
})

it('does not jump where one series takes over from the other, at 1', () => {
  const [before, after] = [kolmogorov.logAbove(1 - 1e-15), kolmogorov.logAbove(1)]
  expect(before).toBeCloseTo(after, 13)
})

it('finds a place again from either tail, from 1e-100 to 1e100', () => {
  for (const x of [1e-100, 0.03, 0.5, 0.99, 1, 1.01, 3, 1e100]) {
    if (x <= 1) expect(kolmogorov.atBelow(kolmogorov.logBelow(x)) / x).toBeCloseTo(1, 13)
    if (x > 0.5) expect(kolmogorov.atAbove(kolmogorov.logAbove(x)) / x).toBeCloseTo(1, 13)
  }
})
