import { below } from '../../chance.ts'
import { type Case, type Fuzzer, type Sound, whole } from './case.ts'
import { between, bytesBy, pick, type Random } from './dice.ts'
import { bytesOf, type Request, withHeader } from './request.ts'

/** `more`: others, for the same connection. */
type Make = (random: Random, sound: Sound, more: () => Sound) => Case

/** In pieces of so many bytes at most. */
function pieces(random: Random, bytes: Buffer, most: number): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + below(random, most)
    found.push(bytes.subarray(at, at + length))
    at += length
  }
  return found
}

const unsized = (request: Request): Request =>
  withHeader(withHeader(request, 'content-length'), 'transfer-encoding', 'chunked')

/** A body in chunks; `line` says how long one is, and perhaps lies. */
function chunked(random: Random, body: Buffer, line: (length: number) => string): Buffer {
  const chunks = pieces(random, body, Math.max(1, body.length >> 2)).flatMap((piece) => [
    ...[Buffer.from(`${line(piece.length)}\r\n`), piece, Buffer.from('\r\n')],
  ])
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')])
}

const hex = (length: number) => length.toString(16)

const fine: readonly Make[] = [
  (random, { request, wrongWith }) => {
    const body = chunked(random, request.body, hex)
    return { ...whole('in chunks', { ...unsized(request), body }), wrongWith }
  },
  (random, { request, wrongWith }) => {
    const body = chunked(random, request.body, (length) => `${hex(length)};a="b"`)
    return { ...whole('in chunks with extensions', { ...unsized(request), body }), wrongWith }
  },
  (random, { request, wrongWith }) => {
    const bytes = bytesOf(request)
    const made = { pieces: pieces(random, bytes, 1 + (bytes.length >> 2)), leaves: 1 }
    return { ...made, what: 'in pieces', wrongWith }
  },
  (random, sound, more) => {
    const sounds = [sound, ...Array.from({ length: between(random, 1, 12) }, more)]
    return {
      ...{ what: 'several on one connection', leaves: sounds.length },
      pieces: [Buffer.concat(sounds.map(({ request }) => bytesOf(request)))],
      wrongWith: (answer, nth) => sounds[nth]?.wrongWith(answer),
    }
  },
]

const wrongLines: readonly ((length: number) => string)[] = [
  (length) => hex(length + 1),
  (length) => hex(Math.max(0, length - 1)),
  () => 'ffffffffffffffffff',
  () => '-1',
  () => 'xyz',
  () => '',
  (length) => `${hex(length)} `,
  (length) => `0x${hex(length)}`,
  (length) => `${hex(length)};${'a'.repeat(20_000)}`,
]

const spoilt: readonly Make[] = [
  (random, { request }) => {
    const body = chunked(random, request.body, pick(random, wrongLines))
    const pieces = [bytesOf({ ...unsized(request), body })]
    return { what: 'in chunks that lie', pieces, leaves: 'Bored' }
  },
  (random, { request }) => {
    const bytes = bytesOf(request)
    const half = bytes.subarray(0, below(random, bytes.length))
    return { what: 'half a request', pieces: [half], leaves: pick(random, ['Bored', 'AtOnce']) }
  },
  (_, { request }) => ({
    ...{ what: 'left before the answer', pieces: [bytesOf(request)], leaves: 'AtOnce' },
  }),
  (random, sound, more) => {
    const sounds = [sound, ...Array.from({ length: between(random, 1, 8) }, more)]
    const bytes = Buffer.concat(sounds.map(({ request }) => bytesOf(request)))
    const pieces = [bytes.subarray(0, below(random, bytes.length))]
    return {
      ...{ what: 'several, and half of one', pieces, leaves: pick(random, ['Bored', 'AtOnce']) },
      wrongWith: (answer, nth) =>
        answer.status === 400 ? undefined : sounds[nth]?.wrongWith(answer),
    }
  },
  (random, { request }) => {
    const bytes = Buffer.from(bytesOf(request))
    for (let left = between(random, 1, 8); left > 0; left--) {
      bytes[below(random, bytes.length)] = below(random, 256)
    }
    return { what: 'with bytes by chance', pieces: [bytes], leaves: 'Bored' }
  },
  (random) => ({
    ...{ what: 'bytes by chance', pieces: [bytesBy(random, below(random, 500))], leaves: 'Bored' },
  }),
  (random) => {
    const greetings = [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ]
    const pieces = [
      Buffer.from(pick(random, [...greetings, '\r\n\r\n', '\0', 'GET /v2\r\n\r\n']), 'latin1'),
    ]
    return { what: 'another protocol', pieces, leaves: 'Bored' }
  },
  (random, { request }) => {
    const more = pick(random, [
      bytesBy(random, 20),
      Buffer.from('GET / HTTP/1.1\r\n'),
      Buffer.from('\r\n'),
    ])
    return { what: 'with more behind it', pieces: [bytesOf(request), more], leaves: 'Bored' }
  },
]

/** How a request comes over a connection, by parts, in chunks, with others: it is answered all the same. */
export const createFineWire =
  (soundBy: (random: Random) => Sound): Fuzzer =>
  (random, sound) =>
    pick(random, fine)(random, sound, () => soundBy(random))

/** As above, or spoilt on its way. */
export const createWire =
  (soundBy: (random: Random) => Sound): Fuzzer =>
  (random, sound) =>
    pick(random, random() < 0.5 ? fine : spoilt)(random, sound, () => soundBy(random))
