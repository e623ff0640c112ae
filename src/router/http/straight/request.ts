import { trimmed } from '../../upstreams/http1/head.ts'

/** What of Node's requests the way of a prediction needs. */
export type StraightRequest = {
  readonly method: string
  readonly url: string
  /** Flat, as they came. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

/**
 * The request that these bytes are, if it is as plain as predictions are: POST, HTTP/1.1, a length or no body, the connection
 * kept, nothing expected, nothing after it. Whatever could be read in two ways is not plain: two lengths, chunks, folded
 * lines, lines that end otherwise. So what is read here Node would read just the same. `More` has to come, or it is not
 * for this way.
 */
export function requestIn(
  bytes: Buffer,
  mostBody: number,
): StraightRequest | 'More' | 'NotStraight' {
  if (!mayBegin(bytes)) return 'NotStraight'
  const unfinished = bytes.length < mostHeld ? 'More' : 'NotStraight'
  const end = bytes.indexOf(blank)
  if (end < 0) return unfinished
  const body = end + blank.length
  const text = bytes.toString('latin1', 0, Math.min(body, mostHead))
  if (!sound.test(text)) return 'NotStraight'
  const rawHeaders = headersIn(text)
  const length = lengthIn(rawHeaders)
  if (length === undefined || length > mostBody || bytes.length > body + length)
    return 'NotStraight'
  if (bytes.length < body + length) return unfinished
  const url = text.slice(verb.length, text.indexOf(' ', verb.length))
  return { method: 'POST', url, rawHeaders, body: bytes.subarray(body) }
}

const verb = Buffer.from('POST ')
const blank = Buffer.from('\r\n\r\n')
const mostHead = 16_000
/** Their names and values, where it is Node that knows how many are too many. */
const mostHeaders = 400
/** Of what is not here as a whole. */
const mostHeld = 16_384

const sound =
  /^POST \/[!-~]* HTTP\/1\.1\r\n(?:[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t -~\x80-\xff]*\r\n)*\r\n$/

function mayBegin(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, verb.length)
  return bytes.compare(verb, 0, length, 0, length) === 0
}

function headersIn(text: string): string[] {
  const headers: string[] = []
  for (let at = text.indexOf('\r\n') + 2; at < text.length - 2; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    headers.push(text.slice(at, colon), trimmed(text, colon + 1, end))
    at = end + 2
  }
  return headers
}

/** Of its body; `undefined` where a header asks for more than this. */
function lengthIn(headers: readonly string[]): number | undefined {
  if (headers.length > mostHeaders) return undefined
  let length: string | undefined
  for (let at = 0; at < headers.length; at += 2) {
    const rule = ruleFor(headers[at])
    if (rule === undefined) continue
    const value = `${headers[at + 1]}`
    if (!rule(value, length)) return undefined
    if (rule === isFirstLength) length = value
  }
  return Number(length ?? 0)
}

/** Nearly all have none, as their length says already. */
const ruleFor = (name = ''): Rule | undefined =>
  lengths.has(name.length) ? rules.get(name.toLowerCase()) : undefined

/** Whether a header lets a request be plain; `length` was told before. */
type Rule = (value: string, length: string | undefined) => boolean

const isFirstLength: Rule = (value, length) => length === undefined && /^\d{1,15}$/.test(value)
const isKept: Rule = (value) => value.toLowerCase() === 'keep-alive'
const never: Rule = () => false

const rules: ReadonlyMap<string, Rule> = new Map([
  ['content-length', isFirstLength],
  ['connection', isKept],
  ...['transfer-encoding', 'expect', 'upgrade', 'proxy-connection'].map((name): [string, Rule] => [
    name,
    never,
  ]),
])

const lengths: ReadonlySet<number> = new Set([...rules.keys()].map((name) => name.length))
