import { below } from '../../../../chance.ts'

const one = <T>(random: () => number, of: readonly T[]): T => of[below(random, of.length)] as T

const statuses = [
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200',
  'HTTP/1.0 200 OK',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 304 -',
  'HTTP/1.1 500 gr\xf6\xdfe',
  'HTTP/1.1  200 OK',
  'HTTP/2.0 200 OK',
  'HTTP/1.2 200 OK',
  'HTTP/1.1 20 OK',
  'HTTP/1.1 2000 OK',
  'http/1.1 200 OK',
  'HTTP/1.1 101 Switching',
  'HTTP/1.1 429 \x01',
  'ICY 200 OK',
]
const fields = [
  'x-a: b',
  'x-a:b',
  'X-A:  b  ',
  'x-a:\tb',
  'x-a:',
  'x-a : b',
  ' x-a: b',
  'x-a',
  ': b',
  'x-\xe4: b',
  'x-a: gr\xf6\xdfe',
  'x-a: b\x00',
  'x-a: b\x7f',
  'x-a: b\x01c',
  'connection: close',
  'Connection: keep-alive',
  'connection: x-a, close',
  'keep-alive: timeout=5',
  'keep-alive: timeout=1',
  'x-a: b\n x: c',
  'x-a: b\r\n c',
  'content-length: 3',
  'content-length: 3, 3',
  'content-length: -3',
  'content-length: +3',
  'content-length: 0x3',
  'content-length: ',
  'content-length: 99999999999999999999',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip',
  'transfer-encoding: Chunked',
  'transfer-encoding: identity',
  'transfer-encoding: gzip, chunked',
  'transfer-encoding: xchunked',
  'trailer: x-t',
]
const bodies = [
  '',
  'abc',
  'abcd',
  'ab',
  '3\r\nabc\r\n0\r\n\r\n',
  '3\r\nabc\r\n0\r\nx-t: 1\r\n\r\n',
  '3;x=y\r\nabc\r\n0\r\n\r\n',
  '3 \r\nabc\r\n0\r\n\r\n',
  '3\nabc\n0\n\n',
  '3\r\nabcd\r\n0\r\n\r\n',
  '3\r\nab\r\n0\r\n\r\n',
  '03\r\nabc\r\n00\r\n\r\n',
  '-3\r\nabc\r\n0\r\n\r\n',
  '0x3\r\nabc\r\n0\r\n\r\n',
  '3\r\nabc\r\n0\r\n',
  '3\r\nabc\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
  'abcHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad',
  'a\r\n0123456789\r\n2\r\nxy\r\n0\r\n\r\n',
  'ffffffffffffffffff\r\nabc',
  '3\r\nabc\r\n0\r\nx-t 1\r\n\r\n',
  '3\r\nabc\r\n0\r\n x\r\n\r\n',
]
const ends = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n']
const before = [
  '',
  '',
  '',
  '',
  '',
  'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n',
  'HTTP/1.1 102 Processing\r\n\r\n',
  '\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
]
const framings = [
  'content-length: 3\r\n',
  'transfer-encoding: chunked\r\n',
  '',
  '',
  'content-length: 3\r\n',
  'transfer-encoding: chunked\r\n',
]

/** An answer as a server may write it, sound or bent. */
export function answerBy(random: () => number): string {
  const isBent = random() < 0.6
  const end = () => (isBent && random() < 0.1 ? one(random, ends) : '\r\n')
  const some = isBent
    ? Array.from({ length: below(random, 3) }, () => one(random, fields) + end())
    : []
  const status = isBent ? one(random, statuses) : one(random, statuses.slice(0, 7))
  const framing = one(random, framings)
  return `${isBent ? one(random, before) : ''}${status}${end()}x-b: 1${end()}${framing}${some.join('')}${end()}${one(random, bodies)}`
}

/** The same in pieces: one, three, or each letter by itself. */
export function cutBy(random: () => number, text: string): string[] {
  const how = below(random, 4)
  if (how === 0) return [text]
  if (how === 1 && text.length < 120) return [...text]
  const at = below(random, text.length)
  const then = at + below(random, text.length - at)
  return [text.slice(0, at), text.slice(at, then), text.slice(then)].filter((piece) => piece !== '')
}
