import { valuesOf } from '../../routing/headers.ts'
import { variantHeader } from '../../routing/override.ts'
import { type AnswerHead, headerOf } from '../upstreams/http1/head.ts'

/** They are of one connection, never of the message (RFC 9110, 7.6.1). */
const ofConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'http2-settings'],
])

/** Contender's own: nobody else's are believed or passed on. */
const own = 'x-contender-'

export const receiptHeader = 'x-contender-receipt'
export const timeoutHeader = 'x-contender-timeout-ms'

/**
 * The headers of a request as they are sent on, flat as they came: without those of the connection, those that
 * `Connection` names, ours, and the one that is to be `left`. The host is that of whom it is sent to.
 */
export function sentOn(
  raw: readonly string[],
  addition: readonly string[],
  left?: string,
): string[] {
  const named = namedByConnection(raw)
  const sent: string[] = []
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? ''
    const lower = name.toLowerCase()
    if (ofConnection.has(lower) || lower === 'host' || lower === 'content-length' || lower === left)
      continue
    if (lower.startsWith(own) || named?.has(lower)) continue
    sent.push(name, raw[i + 1] ?? '')
  }
  sent.push(...addition)
  return sent
}

function namedByConnection(raw: readonly string[]): ReadonlySet<string> | undefined {
  const [first, ...more] = valuesOf(raw, 'connection')
  return first === undefined ? undefined : namesIn(more.length === 0 ? first : [first, more].join())
}

/** Mostly it says nothing but `keep-alive`. */
function namesIn(connection: string): ReadonlySet<string> | undefined {
  const value = connection.toLowerCase()
  if (value === 'keep-alive' || value === 'close') return undefined
  return new Set(value.split(',').map((word) => word.trim()))
}

/** The headers of an answer as they are passed back, flat, with what we add. */
export function passedBack(
  answered: Pick<AnswerHead, 'headers'>,
  addition: readonly string[],
): string[] {
  const { headers } = answered
  const connection = headerOf(answered, 'connection')
  const named = connection === undefined ? undefined : namesIn(connection)
  const passed: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (ofConnection.has(name) || notBelieved.has(name) || named?.has(name)) continue
    passed.push(name, headers[at + 1] ?? '')
  }
  passed.push(...addition)
  return passed
}

/** Who answered, and its receipt, is ours to say. */
const notBelieved: ReadonlySet<string> = new Set([variantHeader, receiptHeader])
