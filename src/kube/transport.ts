import type { Dispatcher } from 'undici'
import { ContenderError, saidBy } from '../errors.ts'
import { orAborted } from '../reconciler/aborted.ts'
import type { Clock } from '../reconciler/clock.ts'
import { within } from '../reconciler/within.ts'
import type { Access } from './credentials.ts'
import { type Answer, type Purpose, unreachable } from './failures.ts'
import type { Lane, Slots } from './slots.ts'

export type Call = Purpose & {
  readonly verb: Verb
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With its query. */
  readonly path: string
  /** JSON, as text. */
  readonly body?: string
  readonly contentType?: string
  readonly accept?: string
  readonly signal?: AbortSignal | undefined
  /** Has a slot of its own. */
  readonly urgent?: boolean | undefined
}

export type Verb =
  | 'get'
  | 'list'
  | 'newest'
  | 'watch'
  | 'create'
  | 'apply'
  | 'patch'
  | 'scale'
  | 'bind'
  | 'delete'

/** A call that has ended, for those who count. */
export type Counted = {
  readonly verb: Verb
  readonly resource: string
  /** The HTTP status, or what there was instead of one. */
  readonly code: number | 'unreachable' | 'aborted'
  readonly durationMs: number
}

export type TransportOptions = {
  readonly credentials: {
    readonly current: () => Promise<Access>
    readonly renewed: (refused: Access) => Promise<Access>
  }
  readonly slots: Slots
  readonly clock: Clock
  /** For everything: waiting for a slot, for credentials, the answer to its last byte. */
  readonly timeoutMs: number
  readonly onCall: (counted: Counted) => void
}

/** A good answer that has begun. Whoever gets it reads it to the end, or destroys it. */
export type Opened = { readonly status: number; readonly stream: Stream }

export type Stream = Dispatcher.ResponseData['body']

type Begun = Omit<Answer, 'body'> & Opened

/** Sends calls, whatever they are about, and brings what the server says, whatever that is. */
export function createTransport(options: TransportOptions) {
  const { credentials, slots, clock, timeoutMs, onCall } = options

  /** One answer, read to its end and parsed where it is JSON. */
  function send(call: Call): Promise<Answer> {
    return counted(call, async (signal) => {
      const giveBack = await slots.take(laneOf(call), signal)
      try {
        return await ended(await begin(call, signal, signal))
      } finally {
        giveBack()
      }
    })
  }

  /** An answer that goes on and on: only its beginning must come in time. It takes no slot. */
  function open(call: Call): Promise<Opened | Answer> {
    return counted(call, async (signal) => {
      const wire = new AbortController()
      const abort = () => wire.abort()
      signal.addEventListener('abort', abort)
      const begun = await begin(call, signal, wire.signal)
      if (begun.status !== 200) return ended(begun)
      signal.removeEventListener('abort', abort)
      return begun
    })
  }

  async function begin(call: Call, signal: AbortSignal, wire: AbortSignal): Promise<Begun> {
    const access = await orAborted(credentials.current(), signal)
    const first = await exchange(call, access, wire)
    if (first.status !== 401) return first
    await first.stream.dump()
    return exchange(call, await orAborted(credentials.renewed(access), signal), wire)
  }

  async function exchange(call: Call, access: Access, signal: AbortSignal): Promise<Begun> {
    const { method, path, body, contentType = 'application/json', accept } = call
    const typed = body === undefined ? {} : { 'content-type': contentType }
    const wires = access.wires[call.verb === 'watch' ? 'watches' : laneOf(call)]
    const begun = wires.request({
      origin: access.origin,
      path: access.prefix + path,
      method,
      headers: { ...access.headers, ...typed, ...(accept && { accept }) },
      body: body ?? null,
      signal,
    })
    // By itself, undici would hear of an abort only once it is connected.
    const answer = await orAborted(begun, signal)
    const { statusCode, headers } = answer
    const retryAfterMs = retryAfterIn(headers['retry-after'], clock.wall())
    return { status: statusCode, stream: answer.body, retryAfterMs }
  }

  async function counted<T extends { readonly status: number }>(
    call: Call,
    act: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const began = clock.now()
    let code: Counted['code'] = 'unreachable'
    try {
      const answer = await within(timeoutMs, clock, act, call.signal)
      code = answer.status
      return answer
    } catch (cause) {
      if (call.signal?.aborted) code = 'aborted'
      throw failureOf(cause, call)
    } finally {
      const { verb, resource } = call
      onCall({ verb, resource: resource.plural, code, durationMs: clock.now() - began })
    }
  }

  return { send, open }
}

const laneOf = ({ urgent }: Call): Lane => (urgent === true ? 'urgent' : 'ordinary')

export type Transport = ReturnType<typeof createTransport>

function failureOf(cause: unknown, call: Call): unknown {
  if (call.signal?.aborted) return call.signal.reason
  if (cause instanceof ContenderError || isBug(cause)) return cause
  return unreachable(cause, call)
}

/** What the network, TLS and undici throw has a code. */
function isBug(cause: unknown): boolean {
  const isOurs = cause instanceof TypeError || cause instanceof ReferenceError
  return isOurs && !('code' in cause)
}

async function ended({ stream, ...answer }: Begun): Promise<Answer> {
  return { ...answer, body: parsed(await stream.text(), answer.status) }
}

/** A proxy that answers for the server, with a page to log in say, is no server. */
function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (status >= 200 && status < 300) throw new Error(`the answer is not JSON: ${saidBy(text)}`)
    return text
  }
}

/** Seconds, or a date. */
function retryAfterIn(header: string | string[] | undefined, wallMs: number): number | undefined {
  if (typeof header !== 'string') return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - wallMs
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
