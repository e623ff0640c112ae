import type { Prediction } from '../../evidence/counting/answer.ts'
import { boundedValues } from '../../routing/receipt-values.ts'
import { codeOf } from '../forwarding/answering.ts'
import type { Own } from '../forwarding/exchange.ts'
import { answerOf } from '../forwarding/measuring.ts'
import { ask, isServerError } from '../forwarding/own.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import type { Copied } from './copied.ts'

/** What came of a copy, and how that is called. */
export type Made = { readonly challenger: Prediction; readonly code: string }

/**
 * Sends a challenger a copy and tells once what it has made of it: the same of an answer as if the request had been its own,
 * but that nobody stands in for it.
 */
export function sendCopy(
  { sendingTo, readers, isTaken, timeoutMs, patienceMs }: Copied,
  upstream: Upstream,
  { now, end }: { readonly now: () => number; readonly end: (made: () => Made) => void },
): void {
  const began = now()
  const sending = (leftMs: number) => sendingTo(upstream, leftMs)
  const deadline = began + patienceMs

  ask(
    upstream,
    { sending, timeoutMs, deadline, isPrediction: true, now },
    {
      whole: answered,
      streams: (head) => ({
        more: () => {},
        end: () => answered(head, undefined),
        broken: failed,
      }),
      failed,
    },
  )

  function answered(head: AnswerHead, body: Buffer | undefined): void {
    const failure = failureOf(head)
    const tookMs = now() - began
    end(() => {
      const read = failure === undefined && head.status < 300 && readers.get(upstream.name)
      const values = read ? boundedValues(read(head, body)) : {}
      const challenger = { ...answerOf({ failure, tookMs }), values }
      return { challenger, code: failure ?? codeOf(head.status) }
    })
  }

  function failureOf({ status }: AnswerHead): Own['failure'] {
    if (isServerError(status)) return 'ServerError'
    return isTaken && status >= 300 ? 'Refused' : undefined
  }

  function failed(failure: NonNullable<Own['failure']>): void {
    const tookMs = now() - began
    end(() => ({
      challenger: { ...answerOf({ failure, tookMs }), values: {} },
      code: failure,
    }))
  }
}
