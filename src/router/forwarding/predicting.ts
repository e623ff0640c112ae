import type { IncomingMessage } from 'node:http'
import { valuesOf } from '../../routing/headers.ts'
import { variantHeader } from '../../routing/override.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { Routed } from '../plan/routed.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import type { Course } from './course.ts'
import { type Exchange, exchange, type Given, type Own } from './exchange.ts'
import { giving } from './giving.ts'
import { receiptHeader, timeoutHeader } from './headers.ts'
import type { Issued, Receipted } from './receipts.ts'
import type { Reply } from './reply.ts'
import { sendingOf } from './sending.ts'
import { isPrediction } from './target.ts'
import type { Uncounted } from './uncounted.ts'

/** What of Node's requests is looked at. */
type Asking = Pick<IncomingMessage, 'method' | 'url'> & { readonly rawHeaders: readonly string[] }

/** A request that is here as a whole. */
export type Received = { readonly message: Asking; readonly body: Buffer }

export type Incoming = Received & {
  readonly response: Reply
  /** Nobody needs its body any more; called once. */
  readonly done: () => void
}

export type Forwarding = {
  readonly upstream: (key: string) => Upstream
  readonly now: () => number
  /** An answer is on its way, or nobody waits for it. */
  readonly answered: (answered: Answered) => void
  /** A bug of ours, which is answered as such. */
  readonly broke: (cause: unknown, response: Reply) => void
}

export type PredictingPorts = Forwarding & {
  /** How the variant that was assigned has done; once for every request. */
  readonly counted: (course: Course, how: How, own: Own) => void
  /** Of an answer to a prediction, what its caller can send back with the outcome. */
  readonly receiptOf: (course: Course, receipted: Receipted) => Issued
  /** Its answer is on its way, or nobody waits for it: now there is time for what nobody waits for. */
  readonly settled: (course: Course, settled: Settled) => void
  /** Hears of what is not counted at once. */
  readonly uncounted: Pick<Uncounted, 'began' | 'counted'>
}

/** What became of a prediction. */
export type Settled = {
  readonly own: Own
  /** As it is counted among the answers. */
  readonly code: string
  /** Absent where there was nothing to remember. */
  readonly receipt: Issued | undefined
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
  const { response, done } = incoming
  const { routed, assigned } = course
  const began = ports.now()
  /** An answer that was forced stays so, whatever became of it: it is never evidence. */
  const asTold = ({ how }: Pick<Given, 'how'>): How => (course.isOverride ? 'Override' : how)

  let own: Own | undefined
  let receipt: Issued | undefined
  let passing: Given | undefined
  let isSettled = false

  const end = giving(response, { own: count, oursFor, tell, done, broke: ports.broke })
  exchange(exchangeOf(incoming, routed, ports.upstream(assigned), ports), end)
  if (own === undefined) ports.uncounted.began(giveUp)

  function count(done: Own): void {
    if (own !== undefined) return // it was given up
    own = done
    ports.uncounted.counted(giveUp)
    ports.counted(course, asTold(done), done)
  }

  /** Whatever it would have come to is too late. */
  function giveUp(): void {
    const how = passing?.how ?? (assigned === routed.plan.champion ? 'Normal' : 'Fallback')
    end.own({ failure: 'Timeout', tookMs: ports.now() - began, how })
    settle('VariantTimeout')
  }

  function oursFor(head: AnswerHead, body: Buffer | undefined, given: Given): string[] {
    const answering = given.by.name
    passing = given
    if (head.status >= 300) return [variantHeader, answering]
    receipt = ports.receiptOf(course, { how: asTold(given), answering, head, body })
    return [variantHeader, answering, receiptHeader, receipt.text]
  }

  function tell(given: Given, code: string): void {
    const tookMs = ports.now() - began
    ports.answered({ assigned, answering: given.by.name, how: asTold(given), code, tookMs })
    settle(code)
  }

  function settle(code: string): void {
    if (own === undefined || isSettled) return
    isSettled = true
    ports.settled(course, { own, code, receipt })
  }
}

/** What a request means to those who are asked, whoever it goes to. */
export function exchangeOf(
  { message, body }: Received,
  routed: Routed,
  assigned: Upstream,
  { upstream, now }: Pick<Forwarding, 'upstream' | 'now'>,
): Exchange {
  const { plan, timeoutMs } = routed
  const method = message.method ?? 'GET'
  return {
    ...{ assigned, champion: upstream(plan.champion), timeoutMs, now },
    sendingTo: sendingOf({ message, body }, routed),
    deadline: now() + patienceMs(message, timeoutMs),
    isPrediction: isPrediction(message),
    mayRetry: plan.retry === 'Once' || method === 'GET' || method === 'HEAD',
  }
}

/** A challenger's time, and then the champion's; less where the caller says so. */
export function patienceMs({ rawHeaders }: Incoming['message'], timeoutMs: number): number {
  const asked = Number(valuesOf(rawHeaders, timeoutHeader).join())
  return asked > 0 ? Math.min(asked, 2 * timeoutMs) : 2 * timeoutMs
}
