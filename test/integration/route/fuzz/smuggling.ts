import type { Case, Fuzzer } from '../../fuzz/case.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { shown } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'

/** Where nobody may ever be asked: the path of a request that is within another one. */
export const smuggledPath = '/smuggled'

const within = `POST ${smuggledPath} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`
const length = (text: string, header = 'content-length') => `${header}: ${text}\r\n`
const coded = (text: string, header = 'transfer-encoding') => `${header}: ${text}\r\n`

type Smuggled = { readonly head: string; readonly body: string }

const chunks = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
const none = '0\r\n\r\n'

/**
 * Heads that one reader takes for a request with one end and another one for one with another. All of them are refused: who
 * looks for the right end among two may find the wrong one.
 */
const refused: { readonly [what: string]: Smuggled } = {
  'a length, and chunks': { head: length('4') + coded('chunked'), body: `${none}${within}` },
  'chunks, and a length': { head: coded('chunked') + length('4'), body: `${none}${within}` },
  'two lengths': { head: length('0') + length(`${within.length}`), body: within },
  'a length with a sign': { head: length('+0'), body: within },
  'a length in base 16': { head: length('0x0'), body: within },
  'a length of two': { head: length(`0, ${within.length}`), body: within },
  'a length before a colon that is off': { head: `content-length : 0\r\n`, body: within },
  'a coding before a colon that is off': { head: `transfer-encoding : chunked\r\n`, body: within },
  'a coding that nobody knows': { head: coded('xchunked'), body: `${none}${within}` },
  'a coding in quotes': { head: coded('"chunked"'), body: `${none}${within}` },
  'chunks that are not last': { head: coded('chunked, identity'), body: `${none}${within}` },
  'a folded coding': { head: 'transfer-encoding:\r\n chunked\r\n', body: `${none}${within}` },
  'a bare line feed': { head: `x: a\n${length('0')}`, body: within },
  'a bare carriage return': { head: `x: a\rcontent-length: 0\r\n`, body: within },
  'a null': { head: `content-length\0: 0\r\n`, body: within },
  'a chunk in base 10': { head: coded('chunked'), body: `0x0\r\n\r\n${within}` },
  'a chunk with a sign': { head: coded('chunked'), body: `+0\r\n\r\n${within}` },
  'a chunk that is too long': { head: coded('chunked'), body: `ffffffffffffffff0\r\n${within}` },
  'a chunk with a bare line feed': { head: coded('chunked'), body: `0\n\r\n${within}` },
  'an extension with a bare line feed': {
    head: coded('chunked'),
    body: `1;a\nb\r\nx\r\n0\r\n\r\n${within}`,
  },
}

/** Within a body it is nothing but a body. */
const carried: { readonly [what: string]: Smuggled } = {
  'in a body': { head: length(`${within.length}`), body: within },
  'in a chunk': { head: coded('chunked'), body: chunks(within) },
  'in a chunk, in capitals': { head: coded('Chunked', 'Transfer-Encoding'), body: chunks(within) },
  'in a trailer': {
    head: coded('chunked'),
    body: `0\r\nx: ${within.replaceAll('\r\n', ' ')}\r\n\r\n`,
  },
}

const start = 'POST /v2/models/route/infer HTTP/1.1\r\nhost: a\r\nx-user-id: smuggler\r\n'

function made(what: string, { head, body }: Smuggled, own: Partial<Case>): Case {
  const pieces = [Buffer.from(`${start}${head}\r\n${body}`, 'latin1')]
  return { what: `smuggled: ${what}`, pieces, leaves: 'Bored', ...own }
}

/** After the first there is none: who asked for another one would get it. */
function onlyRefused(answer: Answer, nth: number): string | undefined {
  if (nth > 0) return `another answer: ${shown(answer)}`
  return answer.status === 400 ? undefined : `not refused: ${shown(answer)}`
}

const onlyAnswered = (answer: Answer, nth: number) =>
  nth === 0 && answer.status === 200 ? undefined : `answer ${nth}: ${shown(answer)}`

export const smuggling: Fuzzer = (random) =>
  random() < 0.8
    ? ofOne(random, refused, { wrongWith: onlyRefused })
    : ofOne(random, carried, { wrongWith: onlyAnswered, leaves: 1 })

function ofOne(
  random: Random,
  table: { readonly [what: string]: Smuggled },
  own: Partial<Case>,
): Case {
  const what = pick(random, Object.keys(table))
  return made(what, table[what] as Smuggled, own)
}
