import { gzipSync } from 'node:zlib'
import { below } from '../../../chance.ts'
import type { Fuzzer, Sound } from '../../fuzz/case.ts'
import { whole } from '../../fuzz/case.ts'
import { bytesBy, pick, type Random } from '../../fuzz/dice.ts'
import { shown } from '../../fuzz/oracle.ts'
import { type Request, withBody, withHeader } from '../../fuzz/request.ts'
import { challenger, champion } from '../given.ts'

/** A prediction of somebody, of which it is seen whether the answer is to another one. */
export function soundPrediction(random: Random): Sound {
  const user = `u${below(random, 3_000)}`
  const id = `id ${below(random, 2 ** 30)} ${below(random, 2 ** 30)}`
  const body = Buffer.from(JSON.stringify({ parameters: { user }, inputs: [below(random, 100)] }))
  const request: Request = {
    ...{ method: 'POST', path: '/v2/models/route/infer', version: 'HTTP/1.1', body },
    headers: [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
      ...([['x-user-id', user] as const, ['cookie', `a=1; session=${user}`] as const] as const),
      ['x-id', id],
      ['content-length', `${body.length}`],
    ],
  }
  return {
    request,
    wrongWith(answer) {
      const { status, headers } = answer
      if (status !== 200) return `a sound prediction got ${shown(answer)}`
      if (headers.get('x-id') !== id) return `${id} got the answer to ${headers.get('x-id')}`
      const by = headers.get('x-contender-variant') ?? ''
      if (![champion, challenger].includes(by)) return `an answer of ${by}`
      return headers.has('x-contender-receipt') ? undefined : 'an answer without a receipt'
    },
  }
}

type Make = (random: Random, request: Request) => Request

const users: readonly string[] = [
  ...['', ' ', '\t', '0', '-1', '1e3', 'null', '__proto__', 'constructor', 'a,b', 'a;b', '"a"'],
  ...[
    '\xff\xfe',
    'é',
    '\xc3\xa9',
    '\xed\xa0\x80',
    'a'.repeat(512),
    'a'.repeat(513),
    '\x80'.repeat(600),
  ],
  ...['😀', ' a ', 'a\tb', '%00', '../..', 'a'.repeat(9_000)].map((text) =>
    Buffer.from(text).toString('latin1'),
  ),
]

const cookies: readonly string[] = [
  ...[
    '',
    ';',
    ';;;=;=',
    'session',
    'session=',
    '=session',
    'session==',
    'session="',
    'session="a"',
  ],
  ...['session=a; session=b', 'session=a,session=b', 'SESSION=a', ' session = a ', 'session=%zz'],
  ...['__proto__=1; session=x', 'a='.repeat(2_000), ';'.repeat(5_000), 'session=\xff\xfe'],
  ...[
    's=1; '.repeat(1_500),
    `session=${'x'.repeat(5_000)}`,
    '$Version=1; session=a',
    'session=a\t',
  ],
]

const patience: readonly string[] = [
  ...['0', '-1', '1', '0.001', '1e-9', '5e-324', 'NaN', 'Infinity', '-Infinity', '1e309', '', ' '],
  ...['0x10', '1e3', '60000', '99999999999999999999', 'soon', '1,2', '1 2', '٣', 'null', 'true'],
]

const chosen: readonly string[] = [
  ...['old', 'new', champion, challenger, 'nobody', '', ' ', '@', 'old@', '@00000001', '__proto__'],
  ...[
    'old@00000002',
    'OLD',
    'old,new',
    '*',
    '\xff',
    'x'.repeat(5_000),
    'constructor',
    'old@00000001 ',
  ],
]

const deep = '['.repeat(100_000)

const odd: { readonly [what: string]: Make } = {
  'a user': (random, request) => withHeader(request, 'x-user-id', pick(random, users)),
  users: (random, request) =>
    withHeader(request, 'x-user-id', ...[1, 2, 3].map(() => pick(random, users))),
  'no user': (_, request) => withHeader(request, 'x-user-id'),
  'a cookie': (random, request) => withHeader(request, 'cookie', pick(random, cookies)),
  cookies: (random, request) =>
    withHeader(request, 'cookie', ...[1, 2, 3].map(() => pick(random, cookies))),
  patience: (random, request) =>
    withHeader(request, 'x-contender-timeout-ms', pick(random, patience)),
  'a choice': (random, request) => withHeader(request, 'x-contender-variant', pick(random, chosen)),
  'what is ours': (random, request) =>
    withHeader(
      request,
      pick(random, ['x-contender-copy', 'x-contender-receipt', 'x-contender-prediction']),
      pick(random, ['shadow', '{"label":"no"}', 'x']),
    ),
  'what goes no further': (random, request) =>
    withHeader(
      request,
      'connection',
      pick(random, ['x-id-of', 'x-contender-variant', ',,', 'x y']),
    ),
  'a body by chance': (random, request) => withBody(request, bytesBy(random, below(random, 400))),
  'an empty body': (_, request) => withBody(request, Buffer.alloc(0)),
  'a deep body': (_, request) => withBody(request, Buffer.from(deep)),
  'a body with a user': (random, request) =>
    withBody(request, Buffer.from(`{"parameters":{"user":${pick(random, jsonUsers)}}}`)),
  'a large body': (random, request) =>
    withBody(
      request,
      Buffer.alloc(pick(random, [65_536, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 2 ** 21])),
    ),
  'a packed body': (_, request) =>
    withHeader(withBody(request, gzipSync(request.body)), 'content-encoding', 'gzip'),
}

const jsonUsers: readonly string[] = [
  ...['1', '1.0', '1.5', '1e999', '-0', 'null', 'true', '[]', '{}', '""', '"a"', '"\\ud800"'],
  ...['9007199254740993', '{"__proto__":"a"}', `"${'u'.repeat(600)}"`, '1,"user":2', '"\\u0000"'],
]

/** Predictions by odd callers; one or two things odd at a time. Whoever is in no hurry gets an answer. */
export const prediction: Fuzzer = (random, { request }) => {
  const names = Array.from({ length: 1 + below(random, 2) }, () => pick(random, Object.keys(odd)))
  const changed = names.reduce((made, name) => odd[name]?.(random, made) ?? made, request)
  return whole(`a prediction with ${names.join(', ')}`, changed)
}

type Sent = { readonly pieces: readonly Buffer[] }

const headOf = ({ pieces }: Sent) => Buffer.concat(pieces).toString('latin1')

/** What a prediction calls itself. */
export const idOf = (sent: Sent): string => /^x-id: (.*)\r$/m.exec(headOf(sent))?.[1] ?? ''

export const isHurried = (sent: Sent): boolean => headOf(sent).includes('x-contender-timeout-ms:')
