import { expect, it } from 'vitest'
import {
  lessTimes,
  plus,
  rounded,
  type Triple,
  times,
  zero,
} from '../../../../src/stats/sums/triple.ts'
import { below, chance } from '../../../chance.ts'
import { exact } from './exact.ts'

const random = chance(2)
const any = () => (random() - 0.5) * 2 ** (below(random, 160) - 80)
const worth = ([a, b, c]: Triple) => exact(a) + exact(b) + exact(c)
const size = (x: bigint) => (x < 0n ? -x : x)
const unit = 1n << 1074n

/** Three parts, none overlapping the next. */
const anyTriple = (): Triple => {
  const high = any()
  const fill = (x: number) => x * 2 ** -53 * (random() - 0.5)
  const middle = fill(high)
  return plus([high, 0, 0], plus([middle, 0, 0], [fill(middle), 0, 0]))
}

it('adds and multiplies to within 2^-154 of what goes in', () => {
  for (let i = 0; i < 3000; i++) {
    const [a, b, x] = [anyTriple(), anyTriple(), any()]
    const sum = size(worth(plus(a, b)) - worth(a) - worth(b))
    expect(sum << 154n).toBeLessThanOrEqual(size(worth(a)) + size(worth(b)))
    const product = size(worth(times(a, x)) * unit - worth(a) * exact(x))
    expect(product << 154n).toBeLessThanOrEqual(size(worth(a) * exact(x)))
  }
})

it('adds whole numbers without any error, up to 2^150', () => {
  const numbers = [2 ** 150, 1, -(2 ** 100), 3, 2 ** 53 + 2, -1]
  const sum = numbers.reduce((total, x) => plus(total, [x, 0, 0]), zero)
  expect(worth(sum)).toBe(numbers.reduce((total, x) => total + exact(x), 0n))
})

it('takes away again exactly what was added', () => {
  for (let i = 0; i < 1000; i++) {
    const [a, x] = [anyTriple(), any()]
    expect(rounded(lessTimes(times(a, x), x, a))).toBe(0)
  }
})

it('adds the same from both sides, to the last bit', () => {
  for (let i = 0; i < 1000; i++) {
    const [a, b] = [anyTriple(), anyTriple()]
    expect(plus(a, b)).toEqual(plus(b, a))
  }
})
