import { expect, it } from 'vitest'
import { amount, decimal, duration, milliseconds, pointer } from '../../../src/api/quantities.ts'

it.each([
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['5m5ms', 300_005],
  ['168h', 604_800_000],
])('%s is %d ms', (text, ms) => {
  expect(text).toMatch(new RegExp(duration.pattern))
  expect(milliseconds(text)).toBe(ms)
})

it.each([
  '',
  '7d',
  '10',
  'h',
  '-1h',
  '1h ',
  '1 h',
  '1e3s',
  '.5h',
  '1234567s',
  '1us',
])('refuses the duration «%s»', (text) => expect(text).not.toMatch(new RegExp(duration.pattern)))

it('keeps the longest duration within the 64 bits of nanoseconds that a server counts', () => {
  const longest = '999999h999999h99999h'
  expect(longest.length).toBe(duration.maxLength)
  expect(BigInt(milliseconds(longest)) * 1_000_000n).toBeLessThan(2n ** 63n)
})

it.each(['0.01', '5%', '-50', '0', '007.50%'])('takes the decimal «%s»', (text) => {
  expect(text).toMatch(new RegExp(decimal.pattern))
})

it.each(['', '1e-5', '.5', '1,5', '%', '0.', '+1', '5 %'])('refuses the decimal «%s»', (text) => {
  expect(text).not.toMatch(new RegExp(decimal.pattern))
})

it.each(['12.5', '0', '007'])('takes the amount «%s»', (text) => {
  expect(text).toMatch(new RegExp(amount.pattern))
})

it.each(['5%', '-1', '1e3', '.5', ''])('refuses the amount «%s»', (text) => {
  expect(text).not.toMatch(new RegExp(amount.pattern))
})

it.each(['/a', '/outputs/0/data', '/a~1b/~0', '/ü'])('takes the pointer «%s»', (text) =>
  expect(text).toMatch(new RegExp(pointer.pattern)))

it.each(['', 'a', '/a~2', '/~'])('refuses the pointer «%s»', (text) =>
  expect(text).not.toMatch(new RegExp(pointer.pattern)))
