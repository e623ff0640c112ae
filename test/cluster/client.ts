import { once } from 'node:events'
import { Agent, type RequestOptions, request as send } from 'node:https'
import { text } from 'node:stream/consumers'

/** All that a request needs to know of a cluster, as plain values that travel to test workers. */
export type Access = {
  readonly url: string
  /** What to put into KUBECONFIG. */
  readonly kubeconfig: string
  readonly token?: string
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Says whether the certificate is left unverified, as the kubeconfig wishes. */
  readonly insecure?: boolean
}

type Sent = {
  readonly body?: string
  readonly contentType?: string
  readonly signal?: AbortSignal
}
type Answer = {
  readonly status: number
  readonly body: unknown
  /** What the server warns of. */
  readonly warnings: readonly string[]
}

export type Client = {
  /** `path` begins with `/`. The answer's body is parsed where it is JSON, and else a string. */
  request(method: string, path: string, sent?: Sent): Promise<Answer>
  close(): void
}

/**
 * Raw requests, to see exactly what an API server says. Connections are kept and shared; there are
 * never more than 16, so thousands of requests may be made at once: the rest wait for their turn.
 */
export function createClient(access: Omit<Access, 'kubeconfig'>): Client {
  const { ca, cert, key } = access
  const verify = { ca, cert, key, rejectUnauthorized: access.insecure !== true }
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ...verify })
  const bearer = access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }

  async function request(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const { body = '', contentType = 'application/json', signal } = sent
    const typed = body === '' ? {} : { 'content-type': contentType }
    const length = { 'content-length': Buffer.byteLength(body) }
    const headers = { accept: 'application/json', ...bearer, ...typed, ...length }
    const options: RequestOptions = { agent, method, headers, ...(signal && { signal }) }
    const outgoing = send(new URL(access.url.replace(/\/$/, '') + path), options)
    outgoing.end(body)
    const [incoming] = await once(outgoing, 'response')
    const answer = await text(incoming)
    const isJson = String(incoming.headers['content-type']).startsWith('application/json')
    const warnings = warningsIn(String(incoming.headers['warning'] ?? ''))
    return { status: incoming.statusCode, body: isJson ? JSON.parse(answer) : answer, warnings }
  }

  return { request, close: () => agent.destroy() }
}

/** `299 - "unknown field \"x\"", 299 - "…"` */
const warningsIn = (header: string): readonly string[] =>
  [...header.matchAll(/299 - ("(?:\\.|[^"\\])*")/g)].map(([, text = '""']) => JSON.parse(text))
