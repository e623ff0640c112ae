import { ContenderError } from '../../errors.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { RoutingMetrics } from '../../telemetry/routing.ts'
import type { Instance } from '../instance/instance.ts'
import type { Obeyed } from '../plan/present.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { writeFailure } from './answering.ts'
import { type Course, courseOf, exposureOf } from './course.ts'
import { answerOf } from './measuring.ts'
import { pass } from './passing.ts'
import { type Incoming, predict, type Received, type Settled } from './predicting.ts'
import type { createReceipts } from './receipts.ts'
import type { Reply } from './reply.ts'
import { isPrediction } from './target.ts'
import { createUncounted } from './uncounted.ts'

export type ForwarderPorts = {
  /** The plan that holds. */
  readonly present: () => Obeyed | undefined
  readonly counted: Instance['request']
  readonly upstream: (key: string) => Upstream
  readonly receiptOf: ReturnType<typeof createReceipts>
  /** A prediction is settled, and may be copied now. */
  readonly copy: (received: Received, course: Course, settled: Settled) => void
  readonly metrics: Pick<RoutingMetrics, 'answered' | 'refused'>
  readonly clock: Clock
  readonly draw: () => Uint8Array
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** Takes each request where it belongs, by the plan that holds when all of it is here. */
export function createForwarder(ports: ForwarderPorts) {
  const { present, upstream, receiptOf, copy, metrics, clock, draw, broke } = ports
  const { now, wall } = clock
  const uncounted = createUncounted()
  const forwarding = { upstream, now, answered: metrics.answered, broke: refuse, uncounted }
  let isCut = false

  function take(incoming: Incoming): void {
    if (isCut) return // its connection is, too
    try {
      forward(incoming)
    } catch (cause) {
      refuse(cause, incoming.response)
      incoming.done()
    }
  }

  function refuse(cause: unknown, response: Reply): void {
    if (!(cause instanceof ContenderError)) broke(cause)
    metrics.refused(writeFailure(response, cause))
  }

  function forward(incoming: Incoming): void {
    const { message, body } = incoming
    const obeyed = present()
    if (obeyed === undefined) throw new ContenderError('PlanMissing', 'there is no plan yet')
    if (!isPrediction(message)) {
      pass(incoming, obeyed, forwarding)
      return
    }
    const course = courseOf(obeyed, message, body, { wall, draw })
    const { isUnitless } = course.placed
    predict(incoming, course, {
      ...forwarding,
      receiptOf: (about, receipted) => receiptOf(obeyed, about, receipted),
      counted(_, how, own) {
        ports.counted({ ...exposureOf(course, how), isUnitless }, answerOf(own))
      },
      settled: (about, settled) => copy(incoming, about, settled),
    })
  }

  /** What is not counted yet is so now, as what did not come in time, whatever it will come to. */
  function cut(): void {
    isCut = true
    uncounted.cut()
  }

  /** Resolves once all that was taken is counted, also where the caller has left. */
  return { take, cut, ended: uncounted.ended }
}
