import { expect, it } from 'vitest'
import { textOf, valuesOf } from '../../../src/routing/headers.ts'

const bytes = (text: string, encoding: BufferEncoding) =>
  Buffer.from(text, encoding).toString('latin1')

it('finds a header however it is written, each time that it comes', () => {
  const raw = ['X-User-Id', 'a', 'x-user', 'no', 'x-user-idx', 'no', 'x-USER-id', 'b', 'X-User-ID']
  expect(valuesOf(raw, 'x-user-id')).toEqual(['a', 'b'])
  expect(valuesOf([], 'x-user-id')).toEqual([])
})

it('never takes a value for a name', () => {
  expect(valuesOf(['accept', 'x-user-id', 'x-user-id', 'a'], 'x-user-id')).toEqual(['a'])
  expect(valuesOf(['__proto__', 'a'], 'constructor')).toEqual([])
})

it.each([
  ['ASCII', bytes('user-7', 'utf8'), 'user-7'],
  ['UTF-8', bytes('Zürich 駅🚉', 'utf8'), 'Zürich 駅🚉'],
  ['UTF-8 with its mark', bytes('\ufeffa', 'utf8'), '\ufeffa'],
  ['Latin-1', bytes('Zürich', 'latin1'), 'Zürich'],
  ['neither', '\x80\xff', '\x80\xff'],
  ['UTF-8 that is cut off', bytes('é', 'utf8').slice(0, 1), 'Ã'],
])('reads what is %s', (_, value, text) => {
  expect(textOf(value)).toBe(text)
})
