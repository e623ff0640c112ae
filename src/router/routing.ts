import { randomBytes } from 'node:crypto'
import type { Json } from '../api/json.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import { ContenderError } from '../errors.ts'
import { firstNumberOf } from '../evidence/numbering.ts'
import { type Counting, createTally } from '../evidence/open-tally.ts'
import { emptyTally } from '../evidence/tally.ts'
import { drain } from '../http/draining.ts'
import type { Address } from '../http/listening.ts'
import { untilAborted } from '../reconciler/aborted.ts'
import { type Clock, systemClock } from '../reconciler/clock.ts'
import { bytesRead } from '../routing/hashes.ts'
import type { Keys } from '../routing/keys.ts'
import type { Log } from '../telemetry/log.ts'
import { createRoutingMetrics } from '../telemetry/routing.ts'
import { announcement } from './announcing.ts'
import { createDraws } from './chance.ts'
import { createForwarder } from './forwarding/forwarder.ts'
import { createReceipts } from './forwarding/receipts.ts'
import { createAdmin } from './http/admin.ts'
import { createFront, type FrontSettings } from './http/front.ts'
import { createPresent } from './plan/present.ts'
import { planOf } from './plan/reading.ts'
import { planTaken } from './telling.ts'
import { createUpstreams } from './upstreams/upstreams.ts'

/** All that may be set. */
export type Routing = FrontSettings & {
  readonly listen: Address
  readonly admin: Address
  readonly keys: Keys
  /** To begin with. Without one it waits for a push. */
  readonly plan: RoutingPlan | undefined
  readonly drainMs: number
  readonly leavesWhenAlone: boolean
}

export type RoutingPorts = {
  readonly log: Log
  /** Tells a person at a shell where it answers, and what to type. */
  readonly say: (text: string) => void
  readonly clock?: Clock
}

/** Kubernetes kills thirty seconds after it asked; what leaving takes comes before that. */
const graceMs = 20_000

/** A router, from its start until it is told to stop. */
export async function routePredictions(
  routing: Routing,
  { log, say, clock = systemClock }: RoutingPorts,
  stop: AbortSignal,
): Promise<void> {
  const broke = (cause: unknown) => log.error({ err: cause }, 'a bug of this router')
  const instance = randomBytes(8).toString('hex')
  const ended = new AbortController()
  let isLeaving = false

  const upstreams = createUpstreams({
    ...{ chance: Math.random, later, ejected: (variant) => metrics.ejected(variant) },
  })
  const tally = createTally(emptyTally(instance, firstNumberOf(0)))
  let counting: Counting | undefined
  const present = createPresent(routing.keys, (next) => {
    upstreams.move(next.plan)
    counting = tally.under(next.metrics)
  })
  const metrics = createRoutingMetrics({
    planRevision: () => present.obeyed()?.plan.planRevision ?? 0,
    circuits: () =>
      [...upstreams.all()].map(({ name, breaker }) => ({
        ...{ variant: name, state: breaker.state(clock.now()) },
      })),
    bodyBytes: () => front.bodyBytes(),
  })
  const forwarder = createForwarder({
    present() {
      const obeyed = present.obeyed()
      return obeyed && counting && { obeyed, counting }
    },
    ...{ upstream: upstreams.of, metrics, clock, broke, draw: createDraws(bytesRead) },
    receiptOf: createReceipts({ instance, start: 0 }),
  })
  const front = createFront(routing, {
    ...{ take: forwarder.take, refused: metrics.refused },
  })
  const admin = createAdmin({
    ...{ keys: routing.keys, wall: clock.wall, push, unready, page: metrics.page, broke },
    tally: () => tally.take(clock.wall()),
  })

  function push(document: Json): boolean {
    try {
      return take(planOf(document))
    } catch (cause) {
      if (cause instanceof ContenderError) {
        metrics.plan(cause.code)
        log.warn({ code: cause.code, detail: cause.message }, 'a plan is refused')
      }
      throw cause
    }
  }

  function take(plan: RoutingPlan): boolean {
    const before = present.obeyed()?.plan
    const isTaken = present.take(plan)
    const obeyed = present.obeyed()
    metrics.plan(isTaken ? 'Taken' : 'Known')
    if (isTaken && obeyed !== undefined) planTaken(log, obeyed, before)
    return isTaken
  }

  function unready(): string | undefined {
    if (isLeaving) return 'this process is about to end'
    return present.obeyed() === undefined ? 'there is no plan yet' : undefined
  }

  /** Requests that came under the plan before may still need what it named. */
  function later(close: () => void): void {
    const { timeoutMs = 0 } = present.obeyed() ?? {}
    void clock.sleep(2 * timeoutMs + 1_000, ended.signal).then(close)
  }

  try {
    if (routing.plan !== undefined) take(routing.plan)
    const adminAddress = await admin.listen(routing.admin)
    const address = await front.listen(routing.listen)
    log.info({ address, admin: adminAddress }, 'listening')
    const routed = present.obeyed()
    if (routed !== undefined) say(announcement(address, adminAddress, routed.plan))
    await untilAborted(stop)
    log.info({ drainMs: routing.drainMs }, 'stopping')
    const leave = () => {
      isLeaving = true
      front.leave()
    }
    const leaving = { leaveMs: routing.drainMs, leavesWhenAlone: routing.leavesWhenAlone }
    await drain(front, { ...leaving, graceMs, clock, leave })
  } finally {
    ended.abort()
    upstreams.close()
    await admin.close()
  }
}
