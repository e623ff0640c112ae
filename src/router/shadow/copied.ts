import type { Prediction } from '../../evidence/counting/answer.ts'
import { type Course, exposureOf } from '../forwarding/course.ts'
import { answerOf } from '../forwarding/measuring.ts'
import { patienceMs, type Received, type Settled } from '../forwarding/predicting.ts'
import { sendingOf } from '../forwarding/sending.ts'
import type { Copy } from '../instance/instance.ts'
import type { Routed } from '../plan/routed.ts'
import type { Sending } from '../upstreams/http1/request.ts'
import type { Upstream } from '../upstreams/upstream.ts'

/** All that is kept of a request that the champion has answered, for those who get a copy of it. */
export type Copied = Pick<Copy, 'exposure' | 'sequence'> & {
  readonly champion: Prediction
  /** Whoever refuses what the champion takes has failed. */
  readonly isTaken: boolean
  readonly sendingTo: (upstream: Upstream, leftMs: number) => Sending
  readonly readers: Routed['readers']
  readonly timeoutMs: number
  /** As long as the champion had: whoever has more would fail less. */
  readonly patienceMs: number
  /** What it takes of the memory. */
  readonly bytes: number
}

export function copiedOf(received: Received, course: Course, settled: Settled): Copied {
  const { message, body } = received
  const { routed, exposedAtMs } = course
  const { own, code, receipt } = settled
  return {
    exposure: { ...exposureOf(course, 'Normal'), exposedAtMs },
    sequence: receipt?.sequence,
    champion: { ...answerOf(own), values: receipt?.values ?? {} },
    isTaken: code === 'Ok',
    sendingTo: sendingOf(received, routed, mark),
    readers: routed.readers,
    timeoutMs: routed.timeoutMs,
    patienceMs: Math.min(routed.timeoutMs, patienceMs(message, routed.timeoutMs)),
    bytes: body.length + lengthOf(message.rawHeaders),
  }
}

/** So that a model may know that nobody sees its answer. */
const mark = ['x-contender-copy', 'shadow'] as const

const lengthOf = (texts: readonly string[]) => texts.reduce((sum, { length }) => sum + length, 0)
