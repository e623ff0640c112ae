import { expect, it } from 'vitest'
import { stirlingCorrection } from '../../../../src/stats/special/stirling.ts'

// By mpmath 1.4.1 with 80 digits.
it.each([
  [1e-3, 2.5422704679670947],
  [1, 0.08106146679532726],
  [9.99, 0.00833889679773433],
  [10, 0.00833056343336287],
  [1e6, 8.333333333333056e-8],
])('at %f', (x, expected) => {
  expect(Math.abs(stirlingCorrection(x) - expected)).toBeLessThan(2e-15)
})
