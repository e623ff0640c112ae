import { expect, it } from 'vitest'
import { isUnknown, unknownBecause, unlessOverflown } from '../../../src/stats/unknown.ts'
import { unsoundIn } from './figures.ts'

it('says why there is no answer, by name and in words', () => {
  expect(unknownBecause('NoSpread')).toEqual({
    unknown: 'NoSpread',
    sentence: expect.stringContaining('do not differ'),
  })
})

it.each([
  [unknownBecause('TooFew'), true],
  [{ p: 0.5 }, false],
  [0, false],
  [undefined, false],
  [null, false],
])('tells ignorance from an answer: %o', (answer, expected) => {
  expect(isUnknown(answer)).toBe(expected)
})

it('lets Infinity pass, and turns what is not a number into ignorance', () => {
  expect(unlessOverflown({ a: Number.POSITIVE_INFINITY })).toEqual({ a: Number.POSITIVE_INFINITY })
  expect(unlessOverflown({ a: 1, b: Number.NaN })).toMatchObject({ unknown: 'Overflow' })
})

it('is looked for by tests that can find it: what is not a number is unsound, what says why is sound', () => {
  expect(unsoundIn({ a: [1, Number.NaN], b: undefined, c: { d: null } })).toEqual([
    'answer.a.1',
    'answer.b',
    'answer.c.d',
  ])
  expect(unsoundIn({ a: Number.POSITIVE_INFINITY, b: unknownBecause('TooFew'), c: 'x' })).toEqual(
    [],
  )
})
