import { expect, it } from 'vitest'
import { createPointer } from '../../../src/routing/json-pointer.ts'

/** The document and the pointers of RFC 6901, 5. */
const example = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
}

it.each([
  ['', example],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
])('«%s» finds what RFC 6901 says', (pointer, value) => {
  expect(createPointer(pointer)(example)).toEqual(value)
})

it.each([
  '/foo/2',
  '/foo/-',
  '/foo/-1',
  '/foo/01',
  '/foo/1.0',
  '/foo/1e0',
  '/foo/ 1',
  '/foo/length',
  '/foo/0/0',
  '/foo/',
  '/constructor',
  '/__proto__',
  '/toString/length',
  '/nothing/here',
])('«%s» finds nothing', (pointer) => {
  expect(createPointer(pointer)(example)).toBeUndefined()
})

it('undoes escapes once', () => {
  expect(createPointer('/~01')({ '~1': 'this', '/': 'not this' })).toBe('this')
})

it('finds what only looks inherited', () => {
  const document = JSON.parse('{"__proto__": {"user": "7"}}')
  expect(createPointer('/__proto__/user')(document)).toBe('7')
})

it.each([undefined, null, 7, 'text', true])('finds nothing in %j', (document) => {
  expect(createPointer('/0')(document)).toBeUndefined()
})
