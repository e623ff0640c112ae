import { expect, it } from 'vitest'
import { cut, lengthText, timeText } from '../../../../src/plan/telling/texts.ts'

it.each([
  ['what fits', 'v4 wins', 7, 'v4 wins'],
  ['what does not', 'v4 wins', 6, 'v4 wi…'],
  ['characters of two code units, whole', '😀😀😀', 2, '😀…'],
  ['as many of them as fit', '😀😀😀', 3, '😀😀😀'],
  ['half a character, which an API server would replace', 'a\ud800b', 9, 'a\ufffdb'],
])('cuts %s', (_, text, most, expected) => expect(cut(text, most)).toBe(expected))

it.each([
  [0, '1970-01-01T00:00:00Z'],
  [1_793_491_200_999, '2026-11-01T00:00:00Z'],
  [-1, '1970-01-01T00:00:00Z'],
  [Number.NaN, '1970-01-01T00:00:00Z'],
  [1e300, '9999-12-31T23:59:59Z'],
])('writes %d as a time that there is', (ms, expected) => expect(timeText(ms)).toBe(expected))

it.each([
  [5_400_000, '1h30m'],
  [1e15, 'more than 1000 years'],
])('writes %d milliseconds as people do', (ms, expected) => expect(lengthText(ms)).toBe(expected))
