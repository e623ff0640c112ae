import { expect, it } from 'vitest'
import { beta } from '../../../../src/stats/distributions/beta.ts'
import { chance } from '../../../chance.ts'
import { between } from './makers.ts'

it('is a power where one shape is 1', () => {
  for (const x of [1e-300, 1e-9, 0.3, 0.99]) {
    expect(beta(2.5, 1).logBelow(x) / (2.5 * Math.log(x))).toBeCloseTo(1, 13)
    expect(beta(1, 1e9).logAbove(x) / (1e9 * Math.log1p(-x))).toBeCloseTo(1, 12)
  }
})

it('is its own mirror: shapes swapped, x from the other end', () => {
  const random = chance(4)
  for (let run = 0; run < 300; run++) {
    const [a, b] = [between(random, 0.1, 1e12), between(random, 0.1, 1e12)]
    const x = Math.ceil(random() * 1023) / 1024 // 1 − x is exact
    const [here, there] = [beta(a, b).logBelow(x), beta(b, a).logAbove(1 - x)]
    expect(Math.abs(here - there)).toBeLessThanOrEqual(1e-13 * Math.max(1, -here))
  }
})

it('keeps its digits where shapes are tiny: an upper tail is not 1 less what is below', () => {
  // For a → 0 the upper tail is a times ∫ dt / t from x to 1.
  const d = beta(1e-12, 1)
  expect(Math.exp(d.logAbove(0.5)) / (1e-12 * Math.LN2)).toBeCloseTo(1, 11)
})
