import { keyOf } from '../../../../src/routing/keys.ts'
import { authorization, contentDigest } from '../../../../src/routing/signed-request.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { type Request, withHeader } from '../../fuzz/request.ts'
import { key, secret, strange } from '../given.ts'

export type Asked = { readonly method: string; readonly path: string; readonly body: Buffer }

/** As the operator and siblings ask: with a digest where the body is read after it. */
export function signedRequest({ method, path, body }: Asked, coding?: string): Request {
  const request: Request = {
    ...{ method, path, version: 'HTTP/1.1', body },
    headers: [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
      ['authorization', authorization({ method, path, body }, key, Date.now())],
      ['content-digest', contentDigest(body)],
      ['content-length', `${body.length}`],
    ],
  }
  return coding === undefined ? request : withHeader(request, 'content-encoding', coding)
}

type Bend = (random: Random, asked: Asked) => readonly string[]

const minuteMs = 60_000
const signed = (asked: Asked, by = key, atMs = Date.now()) => authorization(asked, by, atMs)

const signatures: { readonly [what: string]: Bend } = {
  'without a signature': () => [],
  'with an empty signature': () => [''],
  'signed with another secret': (_, asked) => [signed(asked, strange)],
  'signed with a key that nobody has': (_, asked) => [signed(asked, keyOf('k9', secret))],
  'signed for another method': (_, asked) => [signed({ ...asked, method: 'DELETE' })],
  'signed for another path': (_, asked) => [signed({ ...asked, path: '/v1/tallies' })],
  'signed for another body': (_, asked) => [signed({ ...asked, body: Buffer.from('{"a":1}') })],
  'signed long ago': (_, asked) => [signed(asked, key, Date.now() - 5 * minuteMs)],
  'signed in a time to come': (_, asked) => [signed(asked, key, Date.now() + 5 * minuteMs)],
  'signed for another time': (random, asked) => [
    signed(asked).replace(/at=\d+/, pick(random, ['at=0', 'at=', 'at=-1', 'at=NaN', 'at=1e12'])),
  ],
  'signed with less': (random, asked) => [
    signed(asked).slice(0, -pick(random, [1, 2, 63, 64, 90])),
  ],
  'signed with more': (random, asked) => [`${signed(asked)}${pick(random, ['0', 'é', ' x', ','])}`],
  'signed with another letter': (_, asked) => [
    signed(asked).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  ],
  'signed in capitals': (_, asked) => [signed(asked).toUpperCase()],
  'with a password': () => ['Basic YTpi'],
  'with key ids that are none': (random, asked) => [
    signed(asked).replace(
      'key=k1',
      `key=${pick(random, ['__proto__', 'constructor', '', 'K1', 'k1,k1', 'k'.repeat(99)])}`,
    ),
  ],
}

/** Nobody but who has the key is obeyed, and nothing of what he asks is looked at. */
export function wronglySigned(random: Random, asked: Asked): { what: string; request: Request } {
  const what = pick(random, Object.keys(signatures))
  const headers = signatures[what]?.(random, asked) ?? []
  return { what, request: withHeader(signedRequest(asked), 'authorization', ...headers) }
}
