import { deflateSync, gzipSync } from 'node:zlib'
import { type Case, type Sound, whole } from '../../fuzz/case.ts'
import { packed } from '../../fuzz/coding.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { bentBytes, bentTree, type Words } from '../../fuzz/json.ts'
import { shown } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'
import type { Request } from '../../fuzz/request.ts'
import { createFineWire, createWire } from '../../fuzz/wire.ts'
import { champion } from '../given.ts'
import { isCounted } from './answers.ts'
import { answersOf, type Document, documents, type Place } from './documents.ts'
import type { Ledger } from './ledger.ts'
import { adminHttp } from './places.ts'
import { signedRequest, wronglySigned } from './signing.ts'

const words: Words = {
  keys: [
    ...[
      'planRevision',
      'round',
      'epoch',
      'salt',
      'variants',
      'segments',
      'shares',
      'metrics',
      'keys',
    ],
    ...['from', 'heirs', 'siblings', 'seen', 'experiment', 'blocks', 'bits', 'block', 'youngestMs'],
    ...['step', 'giver', 'number', 'bequest', 'tallies', 'pairs', 'books', 'pages', 'rows', 'sums'],
    ...[
      'outcomes',
      'receipt',
      'truth',
      'arrivedAtMs',
      'format',
      'values',
      'requests',
      'n',
      'events',
    ],
    ...['__proto__', 'constructor', 'then', 'toString', 'length', '', '\ud800', 'a'.repeat(500)],
  ],
  texts: [
    ...[champion, 'x@', '@', '1h', '0s', '999999h', '0.001ms', '-1s', 'Keep', 'Take', 'ErrorRate'],
    ...['127.0.0.1:1', '[::1]:99999', 'a b:1', 'ffffffffffffffff', '2026-01-01T00:00:00Z', 'k1'],
    ...['2026-13-01T00:00:00Z', '/', '', 'dddddddddddddddd', 'Live', 'Normal', '__proto__'],
  ],
}

/** Whoever has the key may send what is large: that is no bomb, and would only blur how much memory is in use. */
function packedWithin(random: Random, request: Request): ReturnType<typeof packed> {
  const made = packed(random, request)
  return made.what.endsWith('bomb') ? packedWithin(random, request) : made
}

/** Some changes together make megabytes: reading those takes time, and tells nothing new. */
function treeWithin(random: Random, json: unknown): ReturnType<typeof bentTree> {
  const made = bentTree(random, json, words)
  return made.bent.length > 2 ** 20 ? treeWithin(random, json) : made
}

type Parts = { readonly random: Random; readonly document: Document; readonly body: Buffer }

const signedCase = (
  what: string,
  { method, path }: Document,
  body: Buffer,
  packing?: string,
): Case => whole(what, signedRequest({ method, path, body }, packing))

/** A plan that is bent is never taken, and of what is spent nothing is counted. */
const takesNothing =
  ({ path }: Document) =>
  (answer: Answer) => {
    if (path === '/v1/plan' && answer.status < 300) return `it was taken: ${shown(answer)}`
    if (path !== '/v1/outcomes' || answer.status !== 200) return undefined
    return answersOf(answer).some(isCounted) ? `it was counted: ${shown(answer)}` : undefined
  }

const packings = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
] as const

const makes: { readonly [how: string]: (parts: Parts) => Case } = {
  sound({ random, document, body }) {
    const [packing, pack] = pick(random, packings)
    const isPacked = random() < 0.3
    const made = isPacked
      ? signedCase('packed', document, pack(body), packing)
      : signedCase('sound', document, body)
    return { ...made, wrongWith: document.wrongWith }
  },
  tree({ random, document }) {
    const { what, bent } = treeWithin(random, document.json)
    const made = signedCase(`signed, ${what}`, document, Buffer.from(bent))
    return { ...made, wrongWith: takesNothing(document) }
  },
  bytes({ random, document, body }) {
    const { what, bent } = bentBytes(random, body)
    const made = signedCase(`signed, with ${what}`, document, bent)
    return { ...made, wrongWith: takesNothing(document) }
  },
  coding({ random, document, body }) {
    const { what, request } = packedWithin(random, signedRequest({ ...document, body }))
    const [, packing] = request.headers.find(([name]) => name === 'content-encoding') ?? []
    const made = signedCase(`signed, ${what}`, document, request.body, packing)
    return { ...made, wrongWith: takesNothing(document) }
  },
  signature({ random, document, body }) {
    const { what, request } = wronglySigned(random, { ...document, body })
    const isRefused = ({ status }: Answer) => status === 401 || status === 400
    return {
      ...whole(what, request),
      wrongWith: (answer) => (isRefused(answer) ? undefined : `not refused: ${shown(answer)}`),
    }
  },
  http: ({ random, document, body }) =>
    adminHttp(random, { request: signedRequest({ ...document, body }) }),
  wire: ({ random, document, body }) => {
    const soundOf = (): Sound => ({ ...document, request: signedRequest({ ...document, body }) })
    return pick(random, [createWire(soundOf), createFineWire(soundOf)])(random, soundOf())
  },
}

const often = [
  'sound',
  'tree',
  'tree',
  'tree',
  'tree',
  'bytes',
  'coding',
  'signature',
  'http',
  'wire',
]

/** Documents on the admin port: sound, bent and signed, or not signed as they must be. */
export function adminCase(random: Random, place: Place, ledger: Ledger): Case {
  const what = pick(random, Object.keys(documents))
  const document = documents[what]?.(random, place, ledger)
  if (document === undefined) throw new Error(`there is no ${what}`)
  const body = Buffer.from(JSON.stringify(document.json))
  const how = pick(random, often)
  const made = makes[how]?.({ random, document, body })
  if (made === undefined) throw new Error(`there is no ${how}`)
  return { ...made, what: `${what}: ${made.what}` }
}
