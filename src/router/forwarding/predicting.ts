import type { IncomingMessage, ServerResponse } from 'node:http'
import { variantHeader } from '../../routing/override.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { Routed } from '../plan/routed.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import type { AnswerHead, Sending } from './attempt.ts'
import type { Course } from './course.ts'
import { type Exchange, exchange, type Given, type Own } from './exchange.ts'
import { giving } from './giving.ts'
import { receiptHeader, sentOn, timeoutHeader } from './headers.ts'
import type { Receipted } from './receipts.ts'
import { targetOf } from './target.ts'

export type Incoming = {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

export type Forwarding = {
  readonly upstream: (key: string) => Upstream
  readonly now: () => number
  /** An answer is on its way, or nobody waits for it. */
  readonly answered: (answered: Answered) => void
  /** A bug of ours, which is answered as such. */
  readonly broke: (cause: unknown, response: ServerResponse) => void
}

export type PredictingPorts = Forwarding & {
  /** How the variant that was assigned has done; once for every request. */
  readonly counted: (course: Course, how: How, own: Own) => void
  /** Of an answer to a prediction, what its caller can send back with the outcome. */
  readonly receiptOf: (course: Course, receipted: Receipted) => string
}

type Answered = {
  readonly assigned: string
  readonly answering: string
  readonly how: How
  /** `Ok`, `Refused` or `ServerError` of one that was passed on; else the name of the failure. */
  readonly code: string
  readonly tookMs: number
}

/** Sends a prediction where it belongs, and passes back what comes of it. */
export function predict(incoming: Incoming, course: Course, ports: PredictingPorts): void {
  const { response } = incoming
  const { routed, assigned } = course
  const began = ports.now()
  /** An answer that was forced stays so, whatever became of it: it is never evidence. */
  const asTold = ({ how }: Pick<Given, 'how'>): How => (course.isOverride ? 'Override' : how)

  const end = giving(response, {
    own: (own) => ports.counted(course, asTold(own), own),
    ...{ oursFor, tell, broke: ports.broke },
  })
  exchange(exchangeOf(incoming, routed, ports.upstream(assigned), ports), end)

  function oursFor(head: AnswerHead, body: Buffer | undefined, given: Given): string[] {
    const answering = given.by.name
    if (head.status >= 300) return [variantHeader, answering]
    const receipt = ports.receiptOf(course, { how: asTold(given), answering, head, body })
    return [variantHeader, answering, receiptHeader, receipt]
  }

  function tell(given: Given, code: string): void {
    const tookMs = ports.now() - began
    ports.answered({ assigned, answering: given.by.name, how: asTold(given), code, tookMs })
  }
}

/** What a request means to those who are asked, whoever it goes to. */
export function exchangeOf(
  { message, body }: Omit<Incoming, 'response'>,
  routed: Routed,
  assigned: Upstream,
  { upstream, now }: Pick<Forwarding, 'upstream' | 'now'>,
): Exchange {
  const { plan, timeoutMs, variants } = routed
  const method = message.method ?? 'GET'
  const target = targetOf(message.url ?? '/')
  const sendingTo = ({ name }: Upstream, leftMs: number): Sending => ({
    method,
    path: (method === 'POST' ? variants.get(name)?.path : undefined) ?? target,
    headers: sentOn(message.rawHeaders, [timeoutHeader, `${Math.ceil(leftMs)}`]),
    body: body.length > 0 || method === 'POST' ? body : undefined,
  })
  return {
    ...{ assigned, champion: upstream(plan.champion), timeoutMs, now, sendingTo },
    deadline: now() + patienceMs(message, timeoutMs),
    isPrediction: method === 'POST',
    mayRetry: plan.retry === 'Once' || method === 'GET' || method === 'HEAD',
  }
}

/** A challenger's time, and then the champion's; less where the caller says so. */
function patienceMs({ headers }: IncomingMessage, timeoutMs: number): number {
  const asked = Number(headers[timeoutHeader])
  return asked > 0 ? Math.min(asked, 2 * timeoutMs) : 2 * timeoutMs
}
