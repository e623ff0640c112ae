import type { Ending } from '../upstreams/breaker.ts'
import type { Endpoint } from '../upstreams/endpoint.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { type AttemptFailure, attempt, type Flow, isCallersFault, type Sink } from './attempt.ts'

/** Why a variant has not answered as it should. */
export type OwnFailure = AttemptFailure | 'ServerError' | 'CircuitOpen'

export type Asking = {
  /** What is sent, told how long the answer may take. */
  readonly sending: (leftMs: number) => Sending
  /** How long an answer may take. */
  readonly timeoutMs: number
  /** When nobody waits for one any more. */
  readonly deadline: number
  readonly now: () => number
  /** Whether the answer tells how the variant does: others depend on what was asked for. */
  readonly isPrediction: boolean
  /** An endpoint that failed a moment ago. */
  readonly tried?: Endpoint | undefined
}

/** What asking a variant comes to; one of them is called, once. */
export type Asked = {
  /** All of it is here. */
  readonly whole: (head: AnswerHead, body: Buffer, at: Endpoint) => void
  readonly streams: (head: AnswerHead, first: Buffer, flow: Flow) => Sink
  /** `at`: who has seen the request. */
  readonly failed: (why: OwnFailure, at: Endpoint | undefined) => void
}

/** Whether a status says that the server, not the request, is at fault: too much to do is its fault, too. */
export const isServerError = (status: number) => status >= 500 || status === 429

/** Whether an answer has what was asked for: whoever refuses it, or says who else should be asked, has not. */
export const isTaken = ({ status }: Pick<AnswerHead, 'status'>) => status < 300

/**
 * Asks a variant, unless its circuit is open; tells circuit and endpoints how that ended. Endpoints that can't be reached
 * have seen nothing, so others are asked, and that is no failure of the variant as long as one of them can. Whoever does
 * not read what comes holds up nobody: then another request tells how the variant does.
 */
export function ask(upstream: Upstream, asking: Asking, asked: Asked): void {
  const { now, deadline, isPrediction, tried } = asking
  const pass = upstream.breaker.pass(now())
  if (pass === undefined) {
    asked.failed('CircuitOpen', undefined)
    return
  }
  const over = (ending: Ending) => upstream.breaker.ended(pass, ending, now())
  next(tried === undefined ? [] : [tried])

  function next(seen: readonly Endpoint[]): void {
    const leftMs = Math.min(asking.timeoutMs, deadline - now())
    const endpoint = upstream.endpoint(now(), seen)
    if (leftMs <= 0) nobody('Timeout', 'Unclear')
    else if (endpoint !== undefined) at(endpoint, seen, leftMs)
    else nobody('Unreachable', seen.length === 1 && seen[0] === tried ? 'Unclear' : 'Failing')
  }

  function nobody(why: OwnFailure, ending: Ending): void {
    over(ending)
    asked.failed(why, undefined)
  }

  function at(endpoint: Endpoint, seen: readonly Endpoint[], leftMs: number): void {
    let isHeldUp = false
    const ended = (ending: Ending) => {
      if (endpoint.ended(ending, now(), isHeldUp)) upstream.ejected()
    }
    const heldUp = () => {
      if (isHeldUp) return
      isHeldUp = true
      endpoint.heldUp()
      over('Unclear')
    }
    const both = (ending: Ending) => {
      ended(ending)
      over(ending)
    }
    endpoint.began()
    attempt(
      endpoint,
      { sending: asking.sending(leftMs), timeoutMs: leftMs, now },
      {
        whole(head, body) {
          both(endingOf(head))
          asked.whole(head, body, endpoint)
        },
        streams(head, first, flow) {
          const pause = () => {
            heldUp()
            flow.pause()
          }
          const sink = asked.streams(head, first, { ...flow, pause })
          return {
            more: sink.more,
            end() {
              both(endingOf(head))
              sink.end()
            },
            broken(why) {
              both(isCallersFault(why, flow) ? 'Unclear' : endingBy(why, leftMs))
              sink.broken(why)
            },
          }
        },
        failed(why) {
          if (why === 'Unreachable') {
            ended('Failing')
            next([...seen, endpoint])
            return
          }
          both(endingBy(why, leftMs))
          asked.failed(why, endpoint)
        },
      },
    )
  }

  function endingOf({ status }: AnswerHead): Ending {
    if (!isPrediction) return 'Unclear'
    return isServerError(status) ? 'Failing' : 'Sound'
  }

  /** Callers that have no patience must not be able to take a variant away from all others. */
  function endingBy(why: AttemptFailure, leftMs: number): Ending {
    const isHurried = why === 'Timeout' && leftMs < asking.timeoutMs / 2
    return isHurried || !isPrediction ? 'Unclear' : 'Failing'
  }
}
