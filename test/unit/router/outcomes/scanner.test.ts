import { describe, expect, it } from 'vitest'
import { mostBytes, type Piece } from '../../../../src/router/outcomes/rest.ts'
import { createScanner } from '../../../../src/router/outcomes/scanner.ts'
import { below, chance } from '../../../chance.ts'

/** What is read of a body in these chunks: pieces, the form, and what ended it. */
function read(chunks: readonly Buffer[]) {
  const pieces: (string | undefined)[] = []
  const scanner = createScanner((piece) => void pieces.push(told(piece)))
  const failure = ending(() => {
    for (const chunk of chunks) overwritten(Buffer.from(chunk), scanner.write)
    scanner.end()
  })
  return { pieces, form: scanner.form(), failure }
}

/** Whoever hands a chunk over uses its memory again. */
function overwritten(chunk: Buffer, write: (chunk: Buffer) => void): void {
  write(chunk)
  chunk.fill('x')
}

const told = (piece: Piece) => (typeof piece === 'string' ? piece : `(${piece.noText})`)

function ending(act: () => void): string | undefined {
  try {
    act()
    return undefined
  } catch (cause) {
    return (cause as Error).message
  }
}

const whole = (body: string | Buffer) => read([Buffer.from(body)])

/** In chunks as long as chance wants them, mostly short ones. */
function cut(body: Buffer, random: () => number): readonly Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const length = random() < 0.7 ? below(random, 4) : below(random, body.length / 2 + 2)
    chunks.push(body.subarray(at, at + length))
    at += length
  }
  return chunks
}

const bytewise = (body: Buffer) => Array.from(body, (_, at) => body.subarray(at, at + 1))

const one = '{"receipt":"a \\" \\\\ [{,]} é🙂","truth":{"x":[1,[2]]}}'
const long = (bytes: number) => JSON.stringify({ receipt: 'x'.repeat(bytes - 14) })

const bodies: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['blanks', ' \r\n\t\n'],
  ['one', one],
  ['one, printed', JSON.stringify(JSON.parse(one), undefined, 2)],
  [
    'one, printed, with what follows it',
    `${JSON.stringify(JSON.parse(one), undefined, 2)}\r\n\r\n`,
  ],
  ['one, printed, with a slip in it', '{\n  "receipt": "a",\n}'],
  ['a mark before one', `\ufeff${one}`],
  ['a mark before an array', `\ufeff [${one}]`],
  ['a part of a mark', Buffer.from([0xef, 0xbb])],
  ['lines', `${one}\n${one}\n`],
  ['lines as Windows has them, the last without an end', `${one}\r\n\r\n${one}`],
  ['lines of which the first is broken', `{"receipt":"a\n${one}\n${one}`],
  ['lines of which one is no JSON', `${one}\n{oops}\n${one}\n`],
  ['lines that are no objects', '1\n"x"\nnull\n\u0000\n'],
  ['a line that is too long', `${one}\n${long(mostBytes + 1)}\n${one}\n`],
  ['a first line that is too long', `${long(mostBytes + 1)}\n${one}\n`],
  ['a line as long as may be', `${long(mostBytes)}\n${one}\n`],
  ['one as long as may be', long(mostBytes)],
  ['one that is too long', long(mostBytes + 1)],
  ['one, printed, that is too long', `{\n"receipt": "${'x'.repeat(mostBytes)}"\n}`],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from(`${one}\n"`), Buffer.from([0xff, 0x22, 10])]),
  ],
  ['an empty array', '[]'],
  ['an empty array with blanks', ' [ \n ] \n'],
  ['an array', `[${one},${one}, ${one} ]`],
  ['an array, printed', JSON.stringify([JSON.parse(one), 1, 'a,b', []], undefined, 2)],
  ['an array that breaks off in a text', `[${one},{"receipt":"a`],
  ['an array that breaks off after a comma', `[${one},`],
  ['an array that goes on', `[${one}] x`],
  ['an array after an array', `[${one}][${one}]`],
  ['an array with a comma too many', `[${one},]`],
  ['an array with brackets that do not fit', '[{]}, 1]'],
  ['an array with a brace too many', '[1}, 2]'],
  ['an array of one that is too long', `[1,${long(mostBytes + 1)},2]`],
  ['an array that ends in a backslash', '["a\\'],
  ['deep ones', `[${'['.repeat(20_000)}${']'.repeat(20_000)},1]`],
  ['many blanks before', `${' '.repeat(mostBytes)}[1]`],
  ['lines of blanks', '\n'.repeat(2 * mostBytes)],
]

it.each(bodies)('reads the same however it was cut: %s', (_, text) => {
  const body = Buffer.from(text)
  const expected = read([body])
  expect(read(bytewise(body))).toEqual(expected)
  for (let seed = 1; seed <= 40; seed++) {
    expect(read(cut(body, chance(seed))), `seed ${seed}`).toEqual(expected)
  }
})

it('reads the same of any bytes, however they were cut', () => {
  const alphabet = [
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\',
    '\n',
    '\r',
    ' ',
    '1',
    'a',
    '\u0000',
    'é',
    '\ufeff',
    one,
  ]
  const random = chance(7)
  for (let round = 0; round < 3_000; round++) {
    const texts = Array.from(
      { length: below(random, 12) },
      () => alphabet[below(random, alphabet.length)],
    )
    const body = Buffer.from(texts.join(''))
    const expected = read([body])
    expect(read(bytewise(body)), JSON.stringify(`${body}`)).toEqual(expected)
    expect(read(cut(body, random)), JSON.stringify(`${body}`)).toEqual(expected)
  }
})

it('reads any array of JSON as JSON itself does', () => {
  const random = chance(8)
  for (let round = 0; round < 500; round++) {
    const list = Array.from({ length: below(random, 5) }, () => anything(random, 4))
    const text = JSON.stringify(list, undefined, below(random, 3))
    const { pieces, form, failure } = whole(text)
    expect({ form, failure }).toEqual({ form: 'Array', failure: undefined })
    expect(pieces.map((piece) => JSON.parse(`${piece}`))).toEqual(list)
  }
})

function anything(random: () => number, depth: number): unknown {
  const leaf = ['', '"', '\\', '],[', '}{', '\\"', 'é🙂\u2028', 0, -1.5e-7, true, null][
    below(random, 11)
  ]
  if (depth === 0 || random() < 0.4) return leaf
  const inner = Array.from({ length: below(random, 4) }, () => anything(random, depth - 1))
  return random() < 0.5 ? inner : Object.fromEntries(inner.map((each, nth) => [`"k${nth}\\`, each]))
}

describe('what is read of', () => {
  const spare = `(an outcome has at most ${mostBytes} bytes)`
  it.each<readonly [string, string, readonly string[]]>([
    ['one outcome on several lines is one', '{\n"receipt":\n"a"}\n', ['{\n"receipt":\n"a"}\n']],
    ['one with a slip is one', '{\n"receipt":\n"a",}\n', ['{\n"receipt":\n"a",}\n']],
    ['lines is each of them', '{"a":1}\n\n {"b":2}\r\n', ['{"a":1}', ' {"b":2}\r']],
    ['a broken line is that line', '{"a\n{"b":2}', ['{"a', '{"b":2}']],
    ['a long line is why it is not', `{}\n${long(mostBytes + 1)}\n{}`, ['{}', spare, '{}']],
  ])('%s', (_, body, pieces) => {
    expect(whole(body)).toEqual({ pieces, form: 'Lines', failure: undefined })
  })

  it.each<readonly [string, string, readonly string[], RegExp]>([
    ['an array that breaks off', '[1, {"a":2}', ['1'], /breaks off/],
    ['an array that goes on', '[1, 2] 3', ['1', ' 2'], /goes on/],
  ])('%s is what came before', (_, body, pieces, failure) => {
    expect(whole(body)).toEqual({ pieces, form: 'Array', failure: expect.stringMatching(failure) })
  })
})
