import { describe, expect, it } from 'vitest'
import { keyOf } from '../../../src/routing/keys.ts'
import { authorization, requireSigned } from '../../../src/routing/signed-request.ts'
import { k1, k2, keysOf } from './receipts.ts'

const request = { method: 'PUT', path: '/v1/plan', body: Buffer.from('{"a":1}') }
const nowMs = Date.UTC(2026, 0, 31)
const [minute, keys] = [60_000, keysOf(k1, k2)]
const bears = (text: string | undefined, about = request, at = nowMs) =>
  requireSigned(about, text, keys, at)

const unauthorized = expect.objectContaining({ code: 'Unauthorized' })

it.each([k1, k2])('takes what one of the keys has signed, within a minute (%#)', (key) => {
  const text = authorization(request, key, nowMs)
  for (const at of [nowMs - minute, nowMs, nowMs + minute]) bears(text, request, at)
})

describe('is refused', () => {
  const sound = authorization(request, k1, nowMs)
  it.each([
    ['without any', undefined],
    ['another scheme', sound.replace('Contender', 'Bearer')],
    ['empty', ''],
    ['a MAC that is too short', sound.slice(0, -2)],
    ['a MAC that is too long', `${sound}00`],
    ['a MAC in capitals', sound.replace(/mac=.*/, (mac) => mac.toUpperCase())],
    ['another key id', sound.replace('key=k1', 'key=k2')],
    ['an id that nobody has', sound.replace('key=k1', 'key=k3')],
    ['another time', sound.replace(`at=${nowMs}`, `at=${nowMs + 1}`)],
    ['a digit changed', sound.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
    ['another secret under the id', authorization(request, keyOf('k1', Buffer.alloc(32)), nowMs)],
  ])('%s', (_, text) => expect(() => bears(text)).toThrow(unauthorized))

  it.each([
    ['another method', { ...request, method: 'POST' }],
    ['another path', { ...request, path: '/v1/plan?a' }],
    ['another body', { ...request, body: Buffer.from('{"a":2}') }],
    ['no body', { ...request, body: Buffer.alloc(0) }],
  ])('for %s', (_, about) => expect(() => bears(sound, about)).toThrow(unauthorized))

  it('when it is old, or from the future', () => {
    for (const at of [nowMs - minute - 1, nowMs + minute + 1]) {
      expect(() => bears(sound, request, at)).toThrow(unauthorized)
    }
  })
})
