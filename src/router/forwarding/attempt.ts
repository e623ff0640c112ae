import type { Endpoint } from '../upstreams/endpoint.ts'
import type { Listener } from '../upstreams/http1/connection.ts'
import type { Call } from '../upstreams/http1/connections.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import { deadlineIn } from './deadline.ts'

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

/**
 * Whoever answers may lose patience with a caller who does not read: what breaks off after that says nothing of the
 * variant.
 */
export const isCallersFault = (
  why: AttemptFailure,
  { pausedMs }: Pick<Flow, 'pausedMs'>,
): boolean => why === 'Broken' && pausedMs() > patientMs

/** Less than any server waits for whoever reads. */
const patientMs = 400

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
  let call: Call | undefined
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
    call?.pause(true)
  }

  function resume(): void {
    if (isOver || pausedAt === undefined) return
    pausedMs += now() - pausedAt
    pausedAt = undefined
    const leftMs = timeoutMs - (now() - began - pausedMs)
    stopWaiting = deadlineIn(Math.max(0, leftMs), now, late)
    call?.pause(false)
  }

  const allPausedMs = () => pausedMs + (pausedAt === undefined ? 0 : now() - pausedAt)

  function give(why: AttemptFailure): void {
    if (isOver) return
    isOver = true
    stopWaiting()
    call?.abort()
    if (sink === undefined) end.failed(why)
    else sink.broken(why)
  }

  const listener: Listener = {
    head(came) {
      head = came
    },
    piece(bytes) {
      if (isOver) return
      if (sink !== undefined) return sink.more(bytes)
      chunks.push(bytes)
      length += bytes.length
      if (length <= wholeBytes || head === undefined) return
      const first = Buffer.concat(chunks)
      chunks = []
      sink = end.streams(head, first, { pause, resume, pausedMs: allPausedMs })
    },
    end() {
      if (isOver) return
      isOver = true
      stopWaiting()
      if (sink !== undefined) return sink.end()
      if (head === undefined) return end.failed('Broken')
      end.whole(head, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    },
    failed: give,
  }
  call = endpoint.connections.send(sending, timeoutMs, listener)
}
