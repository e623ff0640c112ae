import { expect, it } from 'vitest'
import {
  chance,
  decimal,
  duration,
  isRate,
  milliseconds,
  pointer,
} from '../../../src/api/quantities.ts'

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

/** The patterns inside of CEL rules mean the same in JavaScript: so the edges can be tried here. */
const rateRule = new RegExp(/'(.*)'/.exec(isRate('self'))?.[1] ?? '^$')
const chanceRule = new RegExp(
  /matches\('(.*?)'\)/.exec(chance['x-kubernetes-validations'][0].rule)?.[1] ?? '^$',
)

it.each([
  '0',
  '1',
  '0.5',
  '1.000',
  '0%',
  '100%',
  '100.0%',
  '99.9%',
  '7%',
])('counts %s as a rate', (text) => expect(text).toMatch(rateRule))

it.each(['1.1', '2', '101%', '100.1%', '-0.1', '1000%'])('counts %s as no rate', (text) =>
  expect(text).not.toMatch(rateRule))

it.each(['0.05', '5%', '99.9%', '00.5'])('counts %s as a chance', (text) =>
  expect(text).toMatch(chanceRule))

it.each(['1', '1.0', '100%', '5', '0'])('counts %s as no chance', (text) =>
  expect(text).not.toMatch(chanceRule))

it.each(['/a', '/outputs/0/data', '/a~1b/~0', '/ü'])('takes the pointer «%s»', (text) =>
  expect(text).toMatch(new RegExp(pointer.pattern)))

it.each(['', 'a', '/a~2', '/~'])('refuses the pointer «%s»', (text) =>
  expect(text).not.toMatch(new RegExp(pointer.pattern)))
