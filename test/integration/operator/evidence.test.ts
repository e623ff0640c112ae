import { expect, it, onTestFinished } from 'vitest'
import type { Told } from '../../../src/evidence/told.ts'
import { createAsking } from '../../../src/operator/evidence/asking.ts'
import { createEvidence } from '../../../src/operator/evidence/evidence.ts'
import type { RouterPod } from '../../../src/operator/evidence/routers.ts'
import type { Shelf } from '../../../src/operator/evidence/shelf.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { createObjects } from '../../unit/operator/evidence/given.ts'
import {
  type Accounts,
  metrics,
  newAccounts,
  predict,
  predicts,
  requestsBy,
  requestsIn,
  scoredBy,
  scoredIn,
  settleAll,
} from '../route/accounts.ts'
import { key, planDocument, shares } from '../route/given.ts'
import { aFolder, type RouterProcess, startRouting } from '../route/processes.ts'
import { startVariant } from '../route/variants.ts'

const seed = Number(process.env['SEED'] ?? 20261123)
const pullMs = 200

type Pod = { readonly is: RouterPod['is']; readonly folder: string; process: RouterProcess }

/** A leader, as one process would be it. */
async function aLeader(shelf: Shelf) {
  const stop = new AbortController()
  const asking = createAsking(systemClock.wall)
  const log: { msg: string }[] = []
  const ports = { clock: systemClock, chance: chance(seed), pullMs, ask: asking.ask }
  const write = (line: string) => void log.push(JSON.parse(line))
  const evidence = createEvidence(
    { ...ports, wake: () => {}, log: createLog({ write }) },
    stop.signal,
  )
  const end = () => {
    stop.abort()
    asking.close()
  }
  onTestFinished(end)
  await evidence.begin('n/e', shelf)
  const follow = (pods: ReadonlyMap<string, Pod>) => {
    const routers = [...pods].map(([pod, { is, process }]) => ({
      pod,
      is,
      address: process.adminPort,
    }))
    evidence.follow('n/e', { round: 1, sinceMs: 0, routers }, key)
  }
  const told = () => [evidence.seen('n/e')] as unknown as readonly Told[]
  const keep = () => evidence.keep('n/e', { case: null as never, memories: { round: 1, by: {} } })
  return { evidence, follow, told, keep, end, log, seen: () => evidence.seen('n/e') }
}

/** Routers as pods, and a leader that follows them. */
async function aFleet(shelf: Shelf) {
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  for (const each of [old, fresh]) each.forget()
  const more = { task: 'Classification', metrics, segments: shares(0.3), retry: 'Once' }
  const plan = planDocument([[old.address], [fresh.address]], more)
  const pods = new Map<string, Pod>()
  let leader = await aLeader(shelf)

  const siblings = () => [...pods.values()].map(({ process }) => process.adminPort)

  async function join(name: string): Promise<void> {
    const folder = aFolder()
    const process = await startRouting({ plan, state: folder, siblings: siblings() })
    pods.set(name, { is: 'Ready', folder, process })
    leader.follow(pods)
  }

  /** As Kubernetes does it: no requests any more, told to stop, gone. */
  async function leave(name: string): Promise<void> {
    const pod = pods.get(name) as Pod
    pods.set(name, { ...pod, is: 'Ending' })
    leader.follow(pods)
    pod.process.kill('SIGTERM')
    expect((await pod.process.exit).code).toBe(0)
    pods.delete(name)
    leader.follow(pods)
  }

  /** Its container is started again, on the volume of the pod. */
  async function kill(name: string): Promise<void> {
    const pod = pods.get(name) as Pod
    const others = siblings().filter((address) => address !== pod.process.adminPort)
    pods.set(name, { ...pod, is: 'Starting' })
    pod.process.kill('SIGKILL')
    await pod.process.exit
    const process = await startRouting({ plan, state: pod.folder, siblings: others })
    pods.set(name, { ...pod, is: 'Ready', process })
    leader.follow(pods)
  }

  /** Its node is gone, with all that is on it. */
  async function vanish(name: string): Promise<void> {
    pods.get(name)?.process.kill('SIGKILL')
    await pods.get(name)?.process.exit
    pods.delete(name)
    leader.follow(pods)
  }

  async function nextLeader(): Promise<void> {
    leader.end()
    leader = await aLeader(shelf)
    leader.follow(pods)
  }

  const ready = () => [...pods.values()].filter(({ is }) => is === 'Ready')
  return {
    ...{ join, leave, kill, vanish, nextLeader, leader: () => leader },
    address: (random: () => number) =>
      ready()[below(random, ready().length)]?.process.address ?? '',
  }
}

type Fleet = Awaited<ReturnType<typeof aFleet>>

async function someTraffic({ address }: Fleet, accounts: Accounts, random: () => number) {
  const some = []
  for (let n = 0; n < 60; n++) {
    const one = await predict(accounts, address(random), random)
    if (one !== undefined) some.push(one)
  }
  await settleAll(accounts, { predicted: some, address: () => address(random), random, atOnce: 7 })
}

/** What is counted is written every second: who is killed after that has lost nothing. */
const atRest = () => new Promise((resolve) => setTimeout(resolve, 5_000))
const patience = { limitMs: 60_000 }

it('knows what was answered, each once, while routers come, leave and are killed, and leaders follow each other', {
  timeout: 300_000,
}, async () => {
  const random = chance(seed)
  const objects = createObjects()
  const fleet = await aFleet(objects.shelf)
  const accounts = newAccounts()
  const some = () => someTraffic(fleet, accounts, random)

  async function agrees(): Promise<void> {
    const known = () => {
      const told = fleet.leader().told()
      return { requests: inOrder(requestsIn(told)), scored: inOrder(scoredIn(told)) }
    }
    const answered = () => ({
      requests: inOrder(requestsBy(accounts)),
      scored: inOrder(scoredBy(accounts)),
    })
    const isIt = () => JSON.stringify(known()) === JSON.stringify(answered())
    await waitUntil(isIt, { what: 'what was answered to be known', ...patience }).catch(() => {})
    expect(known()).toEqual(answered())
    // On a slow machine a router may be late now and then; it is read again.
    const isThere = () => fleet.leader().seen().awaySinceMs === undefined
    await waitUntil(isThere, { what: 'evidence to be there', ...patience })
  }

  for (const name of ['a', 'b', 'c']) await fleet.join(name)
  await some()
  await agrees()
  await fleet.leave('b')
  await some()
  await agrees()
  fleet.leader().seen()
  await fleet.leader().keep()
  await atRest()
  await fleet.kill('a')
  await some()
  await agrees()
  // A router that begins and ends between two leaders, one of whom has never heard of it.
  await some()
  fleet.leader().end()
  await fleet.join('d')
  await some()
  await fleet.leave('d')
  await fleet.nextLeader()
  await agrees()
  // Whatever was there before goes, and a leader that has only the check-point knows it all.
  await fleet.join('e')
  await fleet.leave('a')
  await fleet.leave('c')
  await some()
  await agrees()
  fleet.leader().seen()
  await fleet.leader().keep()
  await fleet.nextLeader()
  await agrees()
  expect(accounts.odd).toEqual([])
  expect(accounts.unanswered).toBe(0)
  const { intervals = { lost: 1, all: 1 }, lossBoundMs } = fleet.leader().seen().losses
  expect(lossBoundMs).toBe(0)
  // On a busy machine an answer may come too late; of what it held nothing is lost.
  expect(intervals.lost / intervals.all).toBeLessThan(0.1)
  expect(objects.objects.size).toBe(1)
})

it('names who is gone for good with what it had counted, and as how much that may be', {
  timeout: 120_000,
}, async () => {
  const random = chance(seed)
  const fleet = await aFleet(createObjects().shelf)
  for (const name of ['a', 'b']) await fleet.join(name)
  const accounts = newAccounts()
  await someTraffic(fleet, accounts, random)
  const leader = fleet.leader()
  await waitUntil(
    () =>
      JSON.stringify(inOrder(requestsIn(leader.told()))) ===
      JSON.stringify(inOrder(requestsBy(accounts))),
    {
      ...{ what: 'all to be known', limitMs: 20_000 },
    },
  )
  const { present } = leader.evidence.instances('n/e')
  expect(present).toHaveLength(2)
  await fleet.vanish('a')
  expect(leader.seen().losses.lossBoundMs).toBeGreaterThan(0)
  expect(leader.seen().losses.lossBoundMs).toBeLessThan(20_000)
  expect(leader.evidence.instances('n/e')).toMatchObject({ lost: [{ instance: present[0] }] })
  expect(requestsIn(leader.told())).toEqual(requestsBy(accounts))
})

const inOrder = <T>(counts: Readonly<Record<string, T>>) =>
  Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))
