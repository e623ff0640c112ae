import type { ContenderError } from '../errors.ts'
import { createBudget } from '../http/budget.ts'
import { drain } from '../http/draining.ts'
import type { Address } from '../http/listening.ts'
import { untilAborted } from '../reconciler/aborted.ts'
import { bytesRead } from '../routing/hashes.ts'
import { idsOf, type Key } from '../routing/keys.ts'
import { createRoutingMetrics } from '../telemetry/routing.ts'
import { announcement } from './announcing.ts'
import { createDraws } from './chance.ts'
import { createForwarder } from './forwarding/forwarder.ts'
import { createReceipts } from './forwarding/receipts.ts'
import { createAdmin } from './http/admin.ts'
import { createFront } from './http/front.ts'
import type { Instance } from './instance/instance.ts'
import { createAwaiting } from './outcomes/awaiting.ts'
import { createOutcomes } from './outcomes/outcomes.ts'
import type { Mounted } from './plan/mounted.ts'
import { createObeying } from './plan/obeying.ts'
import { createPresent } from './plan/present.ts'
import type { Routing, RoutingPorts } from './routing.ts'
import { usualLimits } from './shadow/line.ts'
import { createShadow } from './shadow/shadow.ts'
import { printed } from './siblings/resolving.ts'
import type { Siblings } from './siblings/siblings.ts'
import { createUpstreams } from './upstreams/upstreams.ts'

/** Kubernetes kills thirty seconds after it asked. Until then all must be over: the drain, requests under way, handing over. */
const leavingMs = 28_000

/** Of that, for leaving what was counted to another router. */
const handingOverMs = 8_000

type Parts = {
  readonly self: Self
  readonly instance: Instance
  readonly siblings: Siblings
  readonly mounted: Mounted
}

type WorkingPorts = Required<RoutingPorts> & {
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** Who this router is, as siblings see it: all of it comes in the course of its start. */
export type Self = {
  instance?: Instance
  /** Where its admin port is reached. */
  address?: string
  /** Counts what became of a hello to another one. */
  hello?: (code: string) => void
  /** What it signs with. */
  key: Key | undefined
}

/** Everything of a router whose instance has begun, until it is told to stop. */
export async function work(
  routing: Routing,
  { self, instance, siblings, mounted }: Parts,
  { log, say, clock, broke }: WorkingPorts,
  stop: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  let isLeaving = false

  const upstreams = createUpstreams({
    ...{ chance: Math.random, later, ejected: (variant) => metrics.ejected(variant) },
  })
  const present = createPresent(mounted.keys, ({ plan, ring }) => {
    mounted.keep(idsOf(plan.keys))
    self.key = ring.sign
    upstreams.move(plan)
    instance.take(plan)
  })
  const metrics = createRoutingMetrics({
    missingKeys: () => present.obeyed()?.ring.missing.length ?? 0,
    planRevision: () => present.obeyed()?.plan.planRevision ?? 0,
    circuits: () =>
      [...upstreams.all()].map(({ name, breaker }) => ({
        ...{ variant: name, state: breaker.state(clock.now()) },
      })),
    bodyBytes: () => front.bodyBytes(),
    copyBytes: () => shadow.bytes(),
    isSound: () => instance.unwritable() === undefined,
    lostWindows: () => instance.lostWindows().length,
    siblings: () => siblings.known().length,
    awaited: () => awaiting.awaited(),
  })
  self.hello = metrics.hello
  const obeying = createObeying({ present, mounted, metrics, log })
  const shadow = createShadow({
    limits: { ...usualLimits, bytes: routing.memoryBytes / 8 },
    ...{ present: present.obeyed, upstream: upstreams.of, metrics, now: clock.now, broke },
    counted: instance.copy,
  })
  const forwarder = createForwarder({
    ...{ present: present.obeyed, counted: instance.request, copy: shadow.take },
    ...{ upstream: upstreams.of, metrics, clock, broke, draw: createDraws(bytesRead) },
    receiptOf: createReceipts({ instance: instance.id, start: instance.start }),
  })
  const awaiting = createAwaiting({
    ...{ forward: siblings.forward, heir: instance.id, now: clock.now, log },
  })
  const outcomes = createOutcomes({
    instance,
    ...{ durable: instance.durable, unwritable: instance.unwritable, wall: clock.wall, broke },
    ...{ forward: awaiting.send, counted: metrics.outcome },
    budget: createBudget(routing.memoryBytes / 8),
    terms() {
      const obeyed = present.obeyed()
      if (obeyed === undefined) return undefined
      const { tag, acceptForMs, ring } = obeyed
      return { tag, acceptForMs, keys: ring.accept, awaited: ring.missing }
    },
  })
  const front = createFront(routing, {
    ...{ take: forwarder.take, outcomes: outcomes.answer, refused: metrics.refused },
  })
  const admin = createAdmin({
    ...{
      keys: mounted.keys,
      wall: clock.wall,
      push: obeying.push,
      unready,
      page: metrics.page,
      broke,
    },
    tally: { look: instance.look, pull: (kept) => instance.pull(kept, clock.wall()) },
    siblings: { hello: siblings.hello, bequest: siblings.bequest, outcomes: outcomes.forwarded },
  })

  /** Copies that are under way may end as requests may, and so may requests of callers who have left. */
  const inside = {
    connections: front.connections,
    close: async () =>
      void (await Promise.all([front.close().then(forwarder.ended), shadow.ended()])),
    cut() {
      front.cut()
      forwarder.cut()
      shadow.cut()
    },
  }

  function unready(): string | undefined {
    if (isLeaving) return 'this process is about to end'
    return present.obeyed() === undefined ? 'there is no plan yet' : undefined
  }

  const isOneOfMany = () => routing.siblings.length > 0 || siblings.known().length > 0

  /** Requests that came under the plan before may still need what it named. */
  function later(close: () => void): void {
    const { timeoutMs = 0 } = present.obeyed() ?? {}
    void clock.sleep(2 * timeoutMs + 1_000, ended.signal).then(close)
  }

  try {
    obeying.begin(instance.plan(), routing.plan)
    const adminAddress = await admin.listen(routing.admin)
    const address = await front.listen(routing.listen)
    self.address = printed(routing.advertise ?? addressOf(adminAddress))
    void siblings.run(ended.signal).catch(broke)
    void obeying.follow(clock, ended.signal).catch(broke)
    log.info({ address, admin: adminAddress }, 'listening')
    const routed = present.obeyed()
    if (routed !== undefined) say(announcement(address, adminAddress, routed.plan))
    await untilAborted(stop)
    log.info({ drainMs: routing.drainMs }, 'stopping')
    const leave = () => {
      isLeaving = true
      front.leave()
      shadow.leave()
      siblings.leave()
    }
    const leaving = { leaveMs: routing.drainMs, leavesWhenAlone: routing.leavesWhenAlone }
    const graceMs = Math.max(1_000, leavingMs - handingOverMs - routing.drainMs)
    await drain(inside, { ...leaving, graceMs, clock, leave })
    if (isOneOfMany() && !isReplaced(instance.unwritable()))
      await siblings.handOver(clock.now() + handingOverMs)
  } finally {
    ended.abort()
    upstreams.close()
    await admin.close()
  }
}

/** Another process has the folder: this one is nobody any more, and has nothing to leave. */
export const isReplaced = (unwritable: ContenderError | undefined): boolean =>
  unwritable?.code === 'StateInUse'

function addressOf(url: string): Address {
  const { hostname, port } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
}
