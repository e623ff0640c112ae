import { below } from '../../chance.ts'
import { type Case, doubtful, type Fuzzer, whole } from './case.ts'
import { bytesBy, pick, type Random } from './dice.ts'
import { type Request, withHeader } from './request.ts'

const methods: readonly string[] = [
  ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY'],
  ...['post', 'POSTX', 'PRI', 'M-SEARCH', 'CONNECT', '__proto__', ''],
]

const versions: readonly string[] = [
  ...['HTTP/1.0', 'HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/3', 'HTTQ/1.1', 'HTTP/1', 'http/1.1'],
  ...['', 'HTTP/1.1 x', 'HTTP/9999999999.1'],
]

const headers: readonly (readonly [name: string, value: string])[] = [
  ...(
    ['identity', 'gzip', 'gzip;q=0', 'deflate, gzip;q=0.5', '*', 'br', '\xff', ',,;;q'] as const
  ).map((value) => ['accept-encoding', value] as const),
  ...(['text/html', '', 'application/json; charset=utf-16', '\xff', '__proto__/x'] as const).map(
    (value) => ['content-type', value] as const,
  ),
  ...(['100-continue', 'something else', ''] as const).map((value) => ['expect', value] as const),
  ...(['close', 'upgrade', 'keep-alive, upgrade', 'x', ''] as const).map(
    (value) => ['connection', value] as const,
  ),
  ['upgrade', 'websocket'],
  ['upgrade', 'h2c'],
  ['accept', 'text/plain'],
  ['te', 'trailers'],
  ['range', 'bytes=0-1'],
  ['if-none-match', '*'],
  ['cookie', 'a='.repeat(1_000)],
  ['x-long', 'a'.repeat(20_000)],
  ['x-many\r\nx-more', 'a'],
  ['__proto__', 'a'],
  ['constructor', 'a'],
  ['x y', 'a'],
  ['x', 'a\0b'],
  ['x', 'a\r\n folded'],
  ['x', 'a\rb'],
  ['', 'a'],
  ['host', 'another'],
  ['inference-header-content-length', '0'],
  ['x-contender-prediction', '{}'],
]

/** What it says of its length, beside how long it is. */
const lengths: readonly string[] = [
  ...['0', '1', '-1', '1e3', '0x10', '', 'abc', '1, 1', '99999999999999999999', '4294967296'],
  ...['2097152', ' 3 ', '+3', '3.0'],
]

/** What there is on a port, and what there may be thought to be. */
export type Places = {
  readonly names: readonly string[]
  readonly paths: readonly ((name: string) => string)[]
  /** Asked with GET, beside what is fuzzed. */
  readonly others: readonly string[]
  /** No path at all. */
  readonly pathless: readonly string[]
}

type Make = (random: Random, request: Request, places: Places) => Case

const makes: { readonly [what: string]: Make } = {
  method: (random, request) => doubtful('a method', { ...request, method: pick(random, methods) }),
  path: (random, request, { paths, names }) => {
    const path = pick(random, paths)(pick(random, names))
    return whole('a path', { ...request, path })
  },
  'long path': (random, request) => {
    const path = `${request.path}/${'a/'.repeat(10 ** below(random, 5))}`
    return whole('a long path', { ...request, path })
  },
  'path by chance': (random, request, { paths }) => {
    const path = pick(random, paths)(bytesBy(random, 20).toString('latin1'))
    return doubtful('a path of bytes by chance', { ...request, path })
  },
  other: (random, request, { others }) => {
    const [path, method] = [pick(random, others), pick(random, ['GET', 'HEAD', 'POST', 'DELETE'])]
    return doubtful('a path beside it', { ...request, path, method })
  },
  pathless: (random, request, { pathless }) => {
    const [path, method] = [pick(random, pathless), pick(random, ['GET', 'POST', 'OPTIONS'])]
    return doubtful('no path', { ...request, path, method })
  },
  version: (random, request) =>
    doubtful('a version', { ...request, version: pick(random, versions) }),
  header: (random, request) => {
    const added = Array.from({ length: 1 + below(random, 2) }, () => pick(random, headers))
    const changed = { ...request, headers: [...request.headers, ...added] }
    return doubtful(`the header ${added.map(([name]) => name).join(' and ')}`, changed)
  },
  'many headers': (random, request) => {
    const added = Array.from(
      { length: 10 ** below(random, 4) },
      (_, nth) => [`x-${nth}`, 'a'] as const,
    )
    return whole('many headers', { ...request, headers: [...request.headers, ...added] })
  },
  'no host': (_, request) => whole('no host', withHeader(request, 'host')),
  'two hosts': (_, request) => doubtful('two hosts', withHeader(request, 'host', 'a', 'b')),
  'no length': (_, request) => doubtful('no length', withHeader(request, 'content-length')),
  'length that lies': (random, request) =>
    doubtful('a length that lies', withHeader(request, 'content-length', pick(random, lengths))),
  'length twice': (random, request) => {
    const own = `${request.body.length}`
    const values = [own, pick(random, [own, '0', '5'])]
    return doubtful('a length that comes twice', withHeader(request, 'content-length', ...values))
  },
  'length and chunks': (random, request) => {
    const value = pick(random, [
      'chunked',
      'chunked, chunked',
      'gzip, chunked',
      'identity',
      'x',
      '',
    ])
    return doubtful('a length and chunks', withHeader(request, 'transfer-encoding', value))
  },
}

/** Methods, paths, versions and headers. */
export const createHttp =
  (places: Places): Fuzzer<{ readonly request: Request }> =>
  (random, { request }) =>
    (makes[pick(random, Object.keys(makes))] as Make)(random, request, places)
