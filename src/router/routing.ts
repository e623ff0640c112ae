import type { RoutingPlan } from '../api/routing-plan.ts'
import type { ContenderError } from '../errors.ts'
import type { Address } from '../http/listening.ts'
import { type Clock, systemClock } from '../reconciler/clock.ts'
import type { Key, Keys } from '../routing/keys.ts'
import type { Log } from '../telemetry/log.ts'
import type { FrontSettings } from './http/front.ts'
import type { Instance } from './instance/instance.ts'
import { type Opened, openInstance } from './instance/opening.ts'
import { mountKeys, type ReadKeys } from './plan/mounted.ts'
import { createAsking } from './siblings/asking.ts'
import type { Ask } from './siblings/ports.ts'
import { createSeeds } from './siblings/resolving.ts'
import { createSiblings, type Siblings } from './siblings/siblings.ts'
import { instanceBegun, journalTurned } from './telling.ts'
import { isReplaced, type Self, work } from './working.ts'

/** All that may be set. */
export type Routing = FrontSettings & {
  readonly listen: Address
  readonly admin: Address
  /** Looks which keys are mounted: once at the start, and then again and again. */
  readonly keys: ReadKeys
  /** To begin with. Without one it waits for a push, if it remembers none. */
  readonly plan: RoutingPlan | undefined
  /** The folder of what it has counted; without one that ends with the process. */
  readonly state: string | undefined
  /** Where other routers of the experiment may be found: their admin ports. */
  readonly siblings: readonly Address[]
  /** Where they find this one, if that is not where its admin port listens. */
  readonly advertise: Address | undefined
  readonly drainMs: number
  readonly leavesWhenAlone: boolean
}

export type RoutingPorts = {
  readonly log: Log
  /** Tells a person at a shell where it answers, and what to type. */
  readonly say: (text: string) => void
  readonly clock?: Clock
}

/** A router, from its start until it is told to stop. */
export async function routePredictions(
  routing: Routing,
  { log, say, clock = systemClock }: RoutingPorts,
  stop: AbortSignal,
): Promise<void> {
  const broke = (cause: unknown) => log.error({ err: cause }, 'a bug of this router')
  const replaced = new AbortController()
  const turned = (why: ContenderError | undefined) => {
    journalTurned(log, why)
    if (isReplaced(why)) replaced.abort()
  }
  const mounted = await mountKeys(routing.keys, log)
  const opened = await openInstance({ folder: routing.state, clock, turned })
  const self: Self = { key: firstKey(mounted.keys, routing.plan ?? opened.before?.plan) }
  const asking = createAsking({ keys: mounted.keys, key: () => self.key, wall: clock.wall })
  const ask: Ask = async (address, question) => {
    const answered = await asking.ask(address, question)
    if (question.path === '/v1/siblings')
      self.hello?.('refused' in answered ? answered.refused : 'Ok')
    return answered
  }
  const siblings = createSiblings({
    ...{ seeds: createSeeds(routing.siblings), ask, clock, log, broke },
    ...{ instance: () => self.instance, address: () => self.address },
  })
  try {
    const instance = await begun(opened, siblings)
    self.instance = instance
    instanceBegun(log, instance, opened.before)
    try {
      const end = AbortSignal.any([stop, replaced.signal])
      await work(routing, { self, instance, siblings, mounted }, { log, say, clock, broke }, end)
    } finally {
      await instance.close(closingMs)
    }
  } finally {
    asking.close()
  }
}

/** After all else that a router does when it stops, before Kubernetes kills it. */
const closingMs = 2_000

/** Nothing is counted before siblings have said whose heir they are. */
async function begun(opened: Opened, siblings: Siblings): Promise<Instance> {
  try {
    return await opened.begin(await siblings.greet())
  } catch (cause) {
    opened.release()
    throw cause
  }
}

/** Until a plan holds. */
function firstKey(keys: Keys, plan: RoutingPlan | undefined): Key | undefined {
  return plan && keys.get(plan.keys.sign)
}
