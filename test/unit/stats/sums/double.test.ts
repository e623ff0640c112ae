import { expect, it } from 'vitest'
import { twoProduct, twoSum } from '../../../../src/stats/sums/double.ts'
import { below, chance } from '../../../chance.ts'
import { exact } from './exact.ts'
import { nasty } from './laws.ts'

const random = chance(1)
const any = (exponents: number) =>
  (random() - 0.5) * 2 ** (below(random, 2 * exponents) - exponents)
const unit = 1n << 1074n

it('adds without losing a bit, whatever the sizes', () => {
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [any(1000), any(1000)]
    const [high, low] = twoSum(a, b)
    expect(exact(high) + exact(low)).toBe(exact(a) + exact(b))
    expect(high).toBe(a + b)
    expect(twoSum(b, a)).toEqual([high, low])
  }
})

it('multiplies without losing a bit, as long as the product is above 1e-290', () => {
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [any(480), any(480)]
    const [high, low] = twoProduct(a, b)
    expect((exact(high) + exact(low)) * unit).toBe(exact(a) * exact(b))
    expect(high).toBe(a * b)
  }
})

it.each([
  [1.1e300, 1.3],
  [1.7e308, 0.9],
  [1.3, -1.1e307],
  [1e308 / 3, 1e-290],
  [Number.MAX_VALUE, 1],
])('splits %d without overflow when it is multiplied by %d', (a, b) => {
  const [high, low] = twoProduct(a, b)
  expect((exact(high) + exact(low)) * unit).toBe(exact(a) * exact(b))
})

it('answers infinity where a sum or a product overflows, never NaN', () => {
  expect(twoSum(Number.MAX_VALUE, Number.MAX_VALUE)).toEqual([Number.POSITIVE_INFINITY, 0])
  expect(twoProduct(1e200, -1e200)).toEqual([Number.NEGATIVE_INFINITY, 0])
  const finite = nasty.filter(Number.isFinite)
  for (const a of finite)
    for (const b of finite)
      expect([...twoSum(a, b), ...twoProduct(a, b)].some(Number.isNaN)).toBe(false)
})
