import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type Agent, request as send } from 'node:https'
import type { Access } from '../client.ts'

type Sent = {
  readonly body?: string | Buffer
  readonly headers?: { readonly [name: string]: string | readonly string[] }
  /** Connections to share; else the request has one to itself. */
  readonly agent?: Agent
  readonly signal?: AbortSignal
}

/** An answer as it comes. */
type Heard = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** What has come so far. */
  readonly body: () => Buffer
  readonly text: () => string
  /** `cleanly`, or the code of the error that broke it off. */
  readonly ended: Promise<string>
  /** Whether it has neither ended nor broken off. */
  readonly isOpen: () => boolean
  readonly leave: () => void
}

/** A client that mends and hides nothing. It resolves with the head of the answer, or fails as its socket did. */
export async function hear(
  access: Access,
  method: string,
  path: string,
  { body = '', headers = {}, agent, signal }: Sent = {},
): Promise<Heard> {
  const { url, ca, cert, key, token } = access
  const verify = { ca, cert, key, rejectUnauthorized: access.insecure !== true }
  const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const length = body.length === 0 ? {} : { 'content-length': Buffer.byteLength(body) }
  const typed = body.length === 0 ? {} : { 'content-type': 'application/json' }
  const asked = send(url + path, {
    method,
    agent: agent ?? false,
    ...(signal && { signal }),
    ...verify,
    headers: { ...bearer, ...length, ...typed, ...headers },
  })
  asked.end(body)
  const [told]: IncomingMessage[] = await once(asked, 'response')
  if (told === undefined) throw new Error('an answer without a head')
  const chunks: Buffer[] = []
  let isOpen = true
  told.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise<string>((resolve) => {
    told.on('end', () => resolve('cleanly'))
    const broken = (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message)
    told.on('error', broken)
    asked.on('error', broken)
  })
  void ended.then(() => {
    isOpen = false
  })
  return {
    status: told.statusCode ?? 0,
    headers: told.headers,
    body: () => Buffer.concat(chunks),
    text: () => Buffer.concat(chunks).toString(),
    ended,
    isOpen: () => isOpen,
    leave: () => asked.destroy(),
  }
}

/** The whole of an answer that ends. */
export async function hearAll(access: Access, method: string, path: string, sent?: Sent) {
  const heard = await hear(access, method, path, sent)
  const ended = await heard.ended
  return {
    status: heard.status,
    headers: heard.headers,
    text: heard.text(),
    body: heard.body(),
    ended,
  }
}
