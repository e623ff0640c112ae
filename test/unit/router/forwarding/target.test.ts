import { expect, it } from 'vitest'
import { targetOf } from '../../../../src/router/forwarding/target.ts'

it.each([
  ['/v2/models/a/infer?x=//y', '/v2/models/a/infer?x=//y'],
  ['//a/b', '//a/b'],
  ['http://elsewhere/v2', '/v2'],
  ['HTTPS://elsewhere:1?x', '/?x'],
  ['http://elsewhere', '/'],
])('asks %s for %s', (url, path) => expect(targetOf(url)).toBe(path))

it.each(['*', '', 'a/b', 'ftp://a/b', 'http://'])('refuses «%s», which is no path', (url) =>
  expect(() => targetOf(url)).toThrow(expect.objectContaining({ code: 'RequestInvalid' })))
