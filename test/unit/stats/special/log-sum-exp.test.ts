import { expect, it } from 'vitest'
import { logSumExp } from '../../../../src/stats/special/log-sum-exp.ts'

const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

it.each([
  ['nothing', [], least],
  ['only zeros', [least, least], least],
  ['one that is infinite', [1, most, least], most],
  ['one', [-3.5], -3.5],
  ['zeros beside one', [least, 2, least], 2],
])('of %s', (_, logs, expected) => {
  expect(logSumExp(logs)).toBe(expected)
})

it('neither overflows nor underflows', () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12)
  expect(logSumExp([-1e5, -1e5 - Math.LN2])).toBeCloseTo(-1e5 + Math.log(1.5), 9)
  expect(logSumExp([1e308, 1e308])).toBe(1e308)
})
