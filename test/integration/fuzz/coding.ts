import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { below } from '../../chance.ts'
import { type Fuzzer, whole } from './case.ts'
import { bytesBy, pick, type Random } from './dice.ts'
import { type Request, withBody, withHeader } from './request.ts'

const coded = (request: Request, body: Buffer, coding: string): Request =>
  withHeader(withBody(request, body), 'content-encoding', coding)

const megabyte = 2 ** 20
const deep = Buffer.from('['.repeat(megabyte))

/** Small on the wire, and large when they are unpacked. */
const bombs: readonly Buffer[] = [
  gzipSync(Buffer.alloc(64 * megabyte)),
  gzipSync(deep),
  gzipSync(gzipSync(Buffer.alloc(64 * megabyte))),
  gzipSync(Buffer.alloc(megabyte - 1, ' ')),
  Buffer.concat(Array.from({ length: 200 }, () => gzipSync(Buffer.alloc(megabyte / 8)))),
]

const codings: readonly string[] = [
  ...['br', 'zstd', 'compress', 'x-gzip', 'gzip, gzip', 'gzip,deflate', '', ' ', '*', 'gzip;q=1'],
  ...['__proto__', 'constructor', 'toString', 'a'.repeat(2_000)],
]

type Make = (random: Random, request: Request) => Request

const spoilt: { readonly [what: string]: Make } = {
  cut: (random, request) => {
    const body = gzipSync(request.body)
    return coded(request, body.subarray(0, below(random, body.length)), 'gzip')
  },
  'with a byte': (random, request) => {
    const body = pick(random, [gzipSync, deflateSync, deflateRawSync])(request.body)
    body[below(random, body.length)] = below(random, 256)
    return coded(request, body, pick(random, ['gzip', 'deflate']))
  },
  garbage: (random, request) =>
    coded(request, bytesBy(random, below(random, 200)), pick(random, ['gzip', 'deflate'])),
  'not at all': (random, request) =>
    coded(request, request.body, pick(random, ['gzip', 'deflate'])),
  twice: (_, request) => coded(request, gzipSync(gzipSync(request.body)), 'gzip'),
  'with more behind it': (random, request) =>
    coded(request, Buffer.concat([gzipSync(request.body), bytesBy(random, 9)]), 'gzip'),
  bomb: (random, request) => coded(request, pick(random, bombs), 'gzip'),
  'otherwise than it says': (_, request) => coded(request, deflateSync(request.body), 'gzip'),
  'in a way that nobody knows': (random, request) =>
    coded(request, gzipSync(request.body), pick(random, codings)),
  'of nothing': (_, request) => coded(request, Buffer.alloc(0), 'gzip'),
}

const fine: { readonly [what: string]: Make } = {
  gzip: (_, request) => coded(request, gzipSync(request.body), 'gzip'),
  deflate: (_, request) => coded(request, deflateSync(request.body), 'deflate'),
  'deflate without a frame': (_, request) =>
    coded(request, deflateRawSync(request.body), 'deflate'),
  GZIP: (_, request) => coded(request, gzipSync(request.body), ' GZIP '),
  identity: (_, request) => coded(request, request.body, 'identity'),
  'gzip in two parts': (_, { body, ...request }) => {
    const halves = [body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)]
    return coded({ ...request, body }, Buffer.concat(halves.map((half) => gzipSync(half))), 'gzip')
  },
}

/** A body that is packed, and whether it is as it must be. */
export function packed(random: Random, request: Request) {
  const isSound = random() < 0.3
  const table = isSound ? fine : spoilt
  const what = pick(random, Object.keys(table))
  return {
    ...{ isSound, what: `packed${isSound ? ' well' : ''}: ${what}` },
    request: table[what]?.(random, request) ?? request,
  }
}

/** Packed bodies, some of which are as they must be: those are answered as if they were not packed. */
export const coding: Fuzzer = (random, sound) => {
  const { what, request, isSound } = packed(random, sound.request)
  const made = whole(what, request)
  return isSound ? { ...made, wrongWith: sound.wrongWith } : made
}
