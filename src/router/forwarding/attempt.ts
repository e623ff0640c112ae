import type { Dispatcher } from 'undici'
import type { Endpoint } from '../upstreams/endpoint.ts'
import { deadlineIn } from './deadline.ts'

/** One request, as it is sent to whoever is asked. */
export type Sending = {
  readonly method: string
  readonly path: string
  /** Flat, as on the wire. */
  readonly headers: string[]
  readonly body: Buffer | undefined
}

export type AnswerHead = {
  readonly status: number
  readonly statusText: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Why there is no answer, or none that counts. */
export type AttemptFailure = 'Timeout' | 'Unreachable' | 'Broken'

/** What an attempt comes to. One of the first three is called, once; after `streams` its sink hears the rest. */
export type AttemptEnd = {
  /** All of it is here. */
  readonly whole: (head: AnswerHead, body: Buffer) => void
  /** It is long: what is here already, and where the rest is to go. */
  readonly streams: (head: AnswerHead, first: Buffer, flow: Flow) => Sink
  readonly failed: (why: AttemptFailure) => void
}

export type Flow = {
  readonly pause: () => void
  readonly resume: () => void
  /** How long in all it was held up by whoever reads it. */
  readonly pausedMs: () => number
}

export type Sink = {
  readonly more: (chunk: Buffer) => void
  readonly end: () => void
  /** It broke in the middle, or took too long. */
  readonly broken: (why: AttemptFailure) => void
}

/** Answers up to this long are kept until they are whole, so that one that breaks can be replaced. */
const wholeBytes = 64 * 1024

export type Attempt = {
  readonly sending: Sending
  readonly timeoutMs: number
  readonly now: () => number
}

/**
 * Sends a request to one endpoint, and says within the time what came of it. The time stands still while the answer waits
 * for whoever reads it: a slow caller is no fault of the endpoint.
 */
export function attempt(
  endpoint: Endpoint,
  { sending, timeoutMs, now }: Attempt,
  end: AttemptEnd,
): void {
  let head: AnswerHead | undefined
  let chunks: Buffer[] = []
  let length = 0
  let sink: Sink | undefined
  let controller: Dispatcher.DispatchController | undefined
  let isOver = false

  const began = now()
  let pausedMs = 0
  let pausedAt: number | undefined
  const late = () => give('Timeout')
  let stopWaiting = deadlineIn(timeoutMs, now, late)

  function pause(): void {
    if (isOver || pausedAt !== undefined) return
    pausedAt = now()
    stopWaiting()
    controller?.pause()
  }

  function resume(): void {
    if (isOver || pausedAt === undefined) return
    pausedMs += now() - pausedAt
    pausedAt = undefined
    const leftMs = timeoutMs - (now() - began - pausedMs)
    stopWaiting = deadlineIn(Math.max(0, leftMs), now, late)
    controller?.resume()
  }

  function give(why: AttemptFailure): void {
    if (isOver) return
    isOver = true
    stopWaiting()
    controller?.abort(aborted)
    if (sink === undefined) end.failed(why)
    else sink.broken(why)
  }

  const listener: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started
      if (isOver) started.abort(aborted)
    },
    onResponseStart(_, status, headers, statusText) {
      if (status >= 200) head = { status, statusText, headers }
    },
    onResponseData(_, chunk) {
      if (isOver) return
      if (sink !== undefined) return sink.more(chunk)
      chunks.push(chunk)
      length += chunk.length
      if (length <= wholeBytes || head === undefined) return
      const first = Buffer.concat(chunks)
      chunks = []
      sink = end.streams(head, first, { pause, resume, pausedMs: () => pausedMs })
    },
    onResponseEnd() {
      if (isOver) return
      isOver = true
      stopWaiting()
      if (sink !== undefined) return sink.end()
      if (head === undefined) return end.failed('Broken')
      end.whole(head, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    },
    onResponseError(_, cause) {
      give(controller === undefined && isUnreachable(cause) ? 'Unreachable' : 'Broken')
    },
  }
  const { method, path, headers, body } = sending
  endpoint.pool.dispatch({ method: method as 'POST', path, headers, body: body ?? null }, listener)
}

/** Made once: a stack for every late answer costs more than the answer. */
const aborted = new Error('given up')

/** It was not begun to be sent, so nobody has seen it; but what can't be sent at all is no fault of the network. */
function isUnreachable({ code = '' }: Error & { readonly code?: string }): boolean {
  return code !== 'UND_ERR_INVALID_ARG' && code !== 'UND_ERR_NOT_SUPPORTED'
}
