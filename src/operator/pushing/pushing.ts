import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Key } from '../../routing/keys.ts'
import { planDigest } from '../../routing/plan-digest.ts'
import type { Log } from '../../telemetry/log.ts'
import {
  createDelivery,
  type Delivery,
  type DeliveryPorts,
  type Job,
  type Standing,
} from './delivery.ts'
import { type Obeyed, obeyedBy } from './obeyed.ts'
import { lifeOf, type RouterPlace } from './router.ts'
import { isOther, tellObeyed } from './telling.ts'

export type PushingPorts = Omit<DeliveryPorts, 'heard'> & {
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  /** What `obeyed` says has changed. */
  readonly changed: (experiment: string) => void
  /** From the commit of a plan until the last of its routers obeyed it. */
  readonly reached: (tookMs: number) => void
}

export type Push = {
  readonly plan: RoutingPlan
  /** Signs what is sent. */
  readonly key: Key
  /** All that exist. */
  readonly routers: readonly RouterPlace[]
  /** Somebody is harmed as long as it isn't obeyed: an abort, a roll-back, a share that is withdrawn. */
  readonly isUrgent: boolean
  /** When it was committed, by the clock that only grows. */
  readonly committedMs: number
}

type Entry = {
  readonly deliveries: Map<string, Delivery>
  revision: number
  digest: string
  committedMs: number
  hasReached: boolean
  said: Obeyed
}

/**
 * Brings the plans of all experiments to their routers, in the background: each router gets the last one until it obeys. To be told
 * at each pass, with the same plan as well: who was not known to obey is sent it then.
 */
export function createPushing(ports: PushingPorts) {
  const { clock, log, changed, reached } = ports
  const entries = new Map<string, Entry>()

  function push(experiment: string, { plan, key, routers, isUrgent, committedMs }: Push): void {
    const entry = entries.get(experiment) ?? newEntry()
    entries.set(experiment, entry)
    const digest = planDigest(plan)
    const revision = plan.planRevision
    if (digest !== entry.digest)
      Object.assign(entry, { revision, digest, committedMs, hasReached: false })
    const job: Job = { revision, digest, isUrgent, parcel: parcelOf(plan, key) }
    const there = new Map(routers.flatMap(withAddress))
    for (const life of entry.deliveries.keys()) if (!there.has(life)) leave(entry, life)
    for (const [life, address] of there) join(experiment, entry, life, address).want(job)
    heard(experiment, entry)
  }

  function join(experiment: string, entry: Entry, life: string, address: string): Delivery {
    const found = entry.deliveries.get(life)
    if (found !== undefined) return found
    const made = createDelivery(address, { ...ports, heard: () => heard(experiment, entry) })
    entry.deliveries.set(life, made)
    return made
  }

  function heard(experiment: string, entry: Entry): void {
    const standings = [...entry.deliveries.values()].map(({ standing }) => standing())
    tellReached(experiment, entry, standings)
    const [before, now] = [entry.said, obeyedBy(standings, clock.now())]
    entry.said = now
    tellObeyed(log, experiment, { before, now })
    if (isOther(before, now)) changed(experiment)
  }

  function tellReached(experiment: string, entry: Entry, standings: readonly Standing[]): void {
    const isEverywhere = standings.every(({ obeys }) => obeys?.digest === entry.digest)
    if (entry.hasReached || standings.length === 0 || !isEverywhere) return
    entry.hasReached = true
    const tookMs = clock.now() - entry.committedMs
    const routers = standings.length
    reached(tookMs)
    log.info({ experiment, planRevision: entry.revision, routers, tookMs }, 'routers obey the plan')
  }

  /** Of those routers, which are all that exist now. */
  function obeyed(experiment: string, routers: readonly RouterPlace[]): Obeyed {
    const known = entries.get(experiment)?.deliveries
    const lives = routers.flatMap(withAddress).map(([life]) => known?.get(life)?.standing())
    return obeyedBy(lives, clock.now())
  }

  function forget(experiment: string): void {
    const entry = entries.get(experiment)
    entries.delete(experiment)
    for (const life of entry?.deliveries.keys() ?? []) if (entry) leave(entry, life)
  }

  function close(): void {
    for (const experiment of [...entries.keys()]) forget(experiment)
  }

  return { push, obeyed, forget, close }
}

function leave({ deliveries }: Entry, life: string): void {
  deliveries.get(life)?.end()
  deliveries.delete(life)
}

const newEntry = (): Entry => ({
  ...{ deliveries: new Map(), revision: 0, digest: '', committedMs: 0 },
  ...{ hasReached: false, said: { missingKeys: [] } },
})

/** Written out when the first router needs it, and once. */
function parcelOf(plan: RoutingPlan, key: Key): Job['parcel'] {
  let body: Uint8Array | undefined
  return () => {
    body ??= Buffer.from(JSON.stringify(plan))
    return { body, key }
  }
}

const withAddress = (router: RouterPlace): readonly (readonly [string, string])[] =>
  router.address === undefined ? [] : [[lifeOf(router), router.address]]
