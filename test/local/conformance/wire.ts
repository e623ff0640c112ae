import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request as send } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Access } from '../../cluster/client.ts'

export type Sent = {
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body?: string
}

export type Answer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] }
  /** Parsed where it is JSON, and else as it came. */
  readonly body: unknown
}

export type Stream = Omit<Answer, 'body'> & {
  /** The next line, parsed; `undefined` once the server has ended it. */
  next(): Promise<unknown>
  close(): void
}

export type Wire = {
  ask(sent: Sent): Promise<Answer>
  /** A refusal comes as an answer. */
  watch(sent: Sent): Promise<Stream | Answer>
  close(): void
}

const told = ['content-type', 'warning', 'retry-after', 'allow', 'www-authenticate', 'location']

const patienceMs = 15_000

/** Requests and their answers with the headers that clients heed, and watches line by line. */
export function openWire(access: Access): Wire {
  const { ca, cert, key } = access
  const rejectUnauthorized = access.insecure !== true
  const agent = new Agent({ keepAlive: true, maxSockets: 32, ca, cert, key, rejectUnauthorized })
  const root = access.url.replace(/\/$/, '')
  const bearer = access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }

  async function open({ method, path, headers, body }: Sent): Promise<IncomingMessage> {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const all = { 'user-agent': 'conformance', ...bearer, ...headers, ...length }
    // Nobody is who says no word of authorization.
    const spoken = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
    const signal = AbortSignal.timeout(patienceMs)
    const outgoing = send(new URL(root + path), { agent, method, headers: spoken, signal })
    outgoing.end(body)
    const [incoming] = await once(outgoing, 'response')
    return incoming
  }

  async function ask(sent: Sent): Promise<Answer> {
    return whole(await open(sent))
  }

  async function watch(sent: Sent): Promise<Stream | Answer> {
    const incoming = await open(sent)
    if (incoming.statusCode !== 200) return whole(incoming)
    const lines = linesOf(incoming)
    const next = async () => {
      const { value, done } = await lines.next()
      return done === true ? undefined : JSON.parse(value)
    }
    return { ...headOf(incoming), next, close: () => incoming.destroy() }
  }

  return { ask, watch, close: () => agent.destroy() }
}

async function* linesOf(incoming: IncomingMessage): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const chunk of incoming.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

async function whole(incoming: IncomingMessage): Promise<Answer> {
  const said = await text(incoming)
  const isJson = String(incoming.headers['content-type']).startsWith('application/json')
  return { ...headOf(incoming), body: isJson && said !== '' ? JSON.parse(said) : said }
}

function headOf({ statusCode = 0, headersDistinct }: IncomingMessage): Omit<Answer, 'body'> {
  const headers = told.flatMap((name) => {
    const [only, ...more] = headersDistinct[name] ?? []
    return only === undefined ? [] : [[name, more.length === 0 ? only : [only, ...more]]]
  })
  return { status: statusCode, headers: Object.fromEntries(headers) }
}
