import { expect, it } from 'vitest'
import { latchedLogP } from '../../../../src/stats/quality/latched.ts'

it.each([
  ['the first look', undefined, -3, -3],
  ['less evidence than before', -5, -3, -5],
  ['more evidence than before', -3, -5, -5],
  ['a p above 1', undefined, 2, 0],
  ['certainty, for which JSON has no word', -5, Number.NEGATIVE_INFINITY, -Number.MAX_VALUE],
])('remembers the smallest p: %s', (_, past, now, kept) => {
  expect(latchedLogP(past, now)).toBe(kept)
})
