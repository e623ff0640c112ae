import { expect, it } from 'vitest'
import { chiSquared } from '../../../../src/stats/distributions/chi-squared.ts'
import { pointAbove } from '../../../../src/stats/distributions/distribution.ts'
import { f } from '../../../../src/stats/distributions/f.ts'
import { chance } from '../../../chance.ts'
import { between } from './makers.ts'

it('is its own reciprocal: degrees of freedom swapped', () => {
  const random = chance(5)
  for (let run = 0; run < 200; run++) {
    const [a, b] = [between(random, 0.1, 1e9), between(random, 0.1, 1e9)]
    const x = 2 ** Math.floor(random() * 8 - 4) // 1 / x is exact
    const [here, there] = [f(a, b).logBelow(x), f(b, a).logAbove(1 / x)]
    expect(Math.abs(here - there)).toBeLessThanOrEqual(1e-12 * Math.max(1, -here))
  }
})

it('is χ² over its degrees of freedom where the others are many', () => {
  expect(f(3, 1e15).logAbove(4)).toBeCloseTo(chiSquared(3).logAbove(12), 12)
  expect(pointAbove(f(2, 12), 0.05)).toBeCloseTo(3.8852938346523933, 12)
})
