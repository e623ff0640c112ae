import { expect, it } from 'vitest'
import { re2 } from '../../../src/admission/re2.ts'

/** As Go's regexp finds them, or not. */
it.each([
  ['^.$', '😀', true],
  ['^.$', '\r', true],
  ['^.$', '\u2028', true],
  ['^.$', '\n', false],
  ['^\\s$', '\u00a0', false],
  ['^[\\s]$', '\u00a0', false],
  ['^\\s$', '\t', true],
  ['^\\S$', '\u00a0', true],
  ['^[.]$', 'a', false],
  ['^[\\]\\-/]+$', ']-/', true],
  ['^\\@\\%\\-\\_$', '@%-_', true],
  ['^\\.$', 'a', false],
  ['\\Aab\\z', 'ab', true],
  ['a$', 'a\n', false],
  ['b', 'abc', true],
  ['^([0-9]+(\\.[0-9]+)?(h|m|s|ms))+$', '1h30m', true],
])('%s in %j: %s', (pattern, text, found) => {
  expect(re2(pattern).test(text)).toBe(found)
})

it('has a negative control: JavaScript alone would find otherwise', () => {
  expect(/^.$/.test('😀')).toBe(false)
  expect(/^.$/.test('\r')).toBe(false)
  expect(/^\s$/.test('\u00a0')).toBe(true)
})

it.each(['(?i)a', '[[:alpha:]]', '\\pL', 'a{', '(?P<name>a)', '[\\S]'])('refuses %s', (pattern) => {
  expect(() => re2(pattern)).toThrow()
})
