import type { Endpoint } from '../upstreams/endpoint.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { type AttemptFailure, type Flow, isCallersFault, type Sink } from './attempt.ts'
import { type Asked, ask, isServerError, isTaken, type OwnFailure } from './own.ts'

/** A prediction that is to be made. */
export type Exchange = {
  /** Whom chance, or the caller, has chosen. */
  readonly assigned: Upstream
  readonly champion: Upstream
  /** What is sent to a variant, each at its own path, and how long it may take. */
  readonly sendingTo: (upstream: Upstream, timeoutMs: number) => Sending
  /** How long an answer of one variant may take. */
  readonly timeoutMs: number
  /** When nobody waits for an answer any more. */
  readonly deadline: number
  readonly isPrediction: boolean
  /** Whether what failed at the champion may be sent once more. */
  readonly mayRetry: boolean
  readonly now: () => number
}

/** How the variant that was assigned has done by itself, whoever answered in the end; `how` the answer came then. */
export type Own = {
  readonly failure: OwnFailure | 'Refused' | undefined
  readonly tookMs: number
  readonly how: Given['how']
}

/** What the caller gets, and by whom. */
export type Given = {
  readonly by: Upstream
  readonly how: 'Normal' | 'Fallback' | 'CircuitOpen'
}

/** What comes of it: `own` once, then one of the others, once. */
export type ExchangeEnd = {
  readonly own: (own: Own) => void
  readonly whole: (head: AnswerHead, body: Buffer, given: Given) => void
  readonly streams: (head: AnswerHead, first: Buffer, flow: Flow, given: Given) => Sink
  readonly failed: (why: OwnFailure, given: Given) => void
}

/**
 * Asks the variant that was assigned, and the champion where a challenger fails.
 *
 * - What is told of the assigned variant is its first attempt: what a retry or the champion mends was its failure all
 *   the same.
 * - Where a challenger refuses a request, or sends its caller elsewhere, the champion is asked, too: if it takes the request,
 *   the challenger was wrong to refuse it; if not, the request was wrong.
 * - An answer of which the head was passed on already can't be replaced any more.
 */
export function exchange(about: Exchange, end: ExchangeEnd): void {
  const { assigned, champion, now, mayRetry } = about
  const isChallenger = assigned !== champion
  const began = now()
  const normal: Given = { by: assigned, how: 'Normal' }

  askOf(assigned, undefined, {
    whole(head, body, at) {
      const give = () => end.whole(head, body, normal)
      if (isServerError(head.status)) failed('ServerError', at, give)
      else if (!isTaken(head) && isChallenger) refused(give)
      else {
        own(undefined, 'Normal')
        give()
      }
    },
    streams(head, first, flow) {
      if (isTaken(head) || !isChallenger) return streamed(head, first, flow)
      if (isServerError(head.status)) failed('ServerError', undefined, () => {})
      else refused(undefined)
      return deaf // it is too long to wait for what the champion says of the request
    },
    failed: (why, at) => failed(why, at, () => end.failed(why, normal)),
  })

  function own(failure: Own['failure'], how: Given['how'], tookMs = now() - began): void {
    end.own({ failure, how, tookMs })
  }

  function failed(why: OwnFailure, at: Endpoint | undefined, give: () => void): void {
    if (isChallenger) {
      fallBack(why)
      return
    }
    own(why, 'Normal')
    again(why === 'Timeout' ? undefined : at, plainly(normal), give)
  }

  function fallBack(why: OwnFailure): void {
    const how = why === 'CircuitOpen' ? 'CircuitOpen' : 'Fallback'
    own(why, how)
    askOf(champion, undefined, retrying(plainly({ by: champion, how })))
  }

  /** What fails at one endpoint of the champion is sent to another one, where that is safe and in time. */
  function retrying(asked: Asked): Asked {
    return {
      ...asked,
      whole(head, body, at) {
        const give = () => asked.whole(head, body, at)
        if (isServerError(head.status)) again(at, asked, give)
        else give()
      },
      failed: (why, at) =>
        again(why === 'Timeout' ? undefined : at, asked, () => asked.failed(why, at)),
    }
  }

  /** Where there is no other endpoint, what came first is given. */
  function again(tried: Endpoint | undefined, asked: Asked, give: () => void): void {
    if (tried === undefined || !mayRetry) {
      give()
      return
    }
    const failed: Asked['failed'] = (why, at) => (at === undefined ? give() : asked.failed(why, at))
    askOf(champion, tried, { ...asked, failed })
  }

  /** Whatever comes is passed on. */
  function plainly(given: Given): Asked {
    return {
      whole: (head, body) => end.whole(head, body, given),
      streams: (head, first, flow) => end.streams(head, first, flow, given),
      failed: (why) => end.failed(why, given),
    }
  }

  /** A challenger has refused the request; `give` gives its answer, if that could be kept. */
  function refused(give: (() => void) | undefined): void {
    const tookMs = now() - began
    const instead = plainly({ by: champion, how: 'Fallback' })
    const wrongly = () => own('Refused', 'Fallback', tookMs)
    const rightly = () => own(undefined, give === undefined ? 'Fallback' : 'Normal', tookMs)
    const asked: Asked = {
      whole(head, body, at) {
        if (isTaken(head)) wrongly()
        else rightly()
        if (isTaken(head) || give === undefined) instead.whole(head, body, at)
        else give()
      },
      streams(head, first, flow) {
        if (isTaken(head)) wrongly()
        else rightly()
        if (isTaken(head) || give === undefined) return instead.streams(head, first, flow)
        give()
        return deaf
      },
      failed(why, at) {
        rightly()
        if (give === undefined) instead.failed(why, at)
        else give()
      },
    }
    askOf(champion, undefined, retrying(asked))
  }

  function streamed(head: AnswerHead, first: Buffer, flow: Flow): Sink {
    const sink = end.streams(head, first, flow, normal)
    const asSaid = isServerError(head.status) ? 'ServerError' : undefined
    const over = (failure: OwnFailure | undefined) =>
      own(failure, 'Normal', now() - began - flow.pausedMs())
    return {
      more: sink.more,
      end() {
        over(asSaid)
        sink.end()
      },
      broken(why: AttemptFailure) {
        over(isCallersFault(why, flow) ? asSaid : why)
        sink.broken(why)
      },
    }
  }

  function askOf(upstream: Upstream, tried: Endpoint | undefined, asked: Asked): void {
    const { timeoutMs, deadline, isPrediction } = about
    const sending = (leftMs: number) => about.sendingTo(upstream, leftMs)
    ask(upstream, { sending, timeoutMs, deadline, isPrediction, now, tried }, asked)
  }
}

/** What comes is taken, for how it ends, and thrown away. */
export const deaf: Sink = { more: () => {}, end: () => {}, broken: () => {} }
