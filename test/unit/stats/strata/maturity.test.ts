import { expect, it } from 'vitest'
import { isMature } from '../../../../src/stats/strata/maturity.ts'

const slices = { startMs: 1000, lengthMs: 600 }

it.each([
  ['a millisecond before its youngest exposure has had the delay', 2, 5000, 7799, false],
  ['at the millisecond', 2, 5000, 7800, true],
  ['long after', 2, 5000, 1e9, true],
  ['when it has not begun', 99, 5000, 7800, false],
  ['without a delay, though it is still open', 2, 0, 2300, true],
  ['without a delay, though it has not begun', 9, 0, 2300, true],
])('says of a slice %s', (_, slice, delayMs, nowMs, expected) => {
  expect(isMature(slice, slices, { delayMs, nowMs })).toBe(expected)
})
