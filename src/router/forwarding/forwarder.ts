import type { IncomingMessage, ServerResponse } from 'node:http'
import { ContenderError } from '../../errors.ts'
import type { Counting } from '../../evidence/open-tally.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { RoutingMetrics } from '../../telemetry/routing.ts'
import type { Obeyed } from '../plan/present.ts'
import type { Upstream } from '../upstreams/upstream.ts'
import { writeFailure } from './answering.ts'
import { courseOf } from './course.ts'
import type { Own } from './exchange.ts'
import { pass } from './passing.ts'
import { predict } from './predicting.ts'
import type { createReceipts } from './receipts.ts'

export type ForwarderPorts = {
  /** The plan that holds, and what is counted under it. */
  readonly present: () => { readonly obeyed: Obeyed; readonly counting: Counting } | undefined
  readonly upstream: (key: string) => Upstream
  readonly receiptOf: ReturnType<typeof createReceipts>
  readonly metrics: Pick<RoutingMetrics, 'answered' | 'refused'>
  readonly clock: Clock
  readonly draw: () => Uint8Array
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** Takes each request where it belongs, by the plan that holds when all of it is here. */
export function createForwarder(ports: ForwarderPorts) {
  const { present, upstream, receiptOf, metrics, clock, draw, broke } = ports
  const { now, wall } = clock
  const forwarding = { upstream, now, answered: metrics.answered, broke: refuse }

  function take(message: IncomingMessage, response: ServerResponse, body: Buffer): void {
    try {
      forward(message, response, body)
    } catch (cause) {
      refuse(cause, response)
    }
  }

  function refuse(cause: unknown, response: ServerResponse): void {
    if (!(cause instanceof ContenderError)) broke(cause)
    metrics.refused(writeFailure(response, cause))
  }

  function forward(message: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const held = present()
    if (held === undefined) throw new ContenderError('PlanMissing', 'there is no plan yet')
    const { obeyed, counting } = held
    const incoming = { message, response, body }
    if (message.method !== 'POST') {
      pass(incoming, obeyed, forwarding)
      return
    }
    const course = courseOf(obeyed, message, body, { wall, draw })
    const { round, epoch } = obeyed.plan
    const { assigned, slice, placed } = course
    predict(incoming, course, {
      ...forwarding,
      receiptOf: (about, receipted) => receiptOf(obeyed, about, receipted),
      counted(_, how, own) {
        const { bucket, sample: unitHash, isUnitless } = placed
        const exposure = { round, epoch, slice, assigned, how, bucket, unitHash, isUnitless }
        counting.request(exposure, { failed: own.failure !== undefined, latencyMs: latencyOf(own) })
      },
    })
  }

  return { take }
}

/** Who was not asked, or did not answer in time, was not fast; a failure that came has taken as long as it took. */
function latencyOf({ failure, tookMs }: Own): number {
  const hasCome = failure === undefined || failure === 'ServerError' || failure === 'Refused'
  return hasCome ? tookMs : Number.POSITIVE_INFINITY
}
