import { below } from '../../../../chance.ts'
import { leftOn, newDisk, type Told } from './own.ts'
import { type Router, type Spoils, startRouter } from './router.ts'
import { createTime } from './time.ts'
import { createWire, type Weather } from './wire.ts'

const fair: Weather = { lost: 0, doubled: 0, late: 0 }
const foul: Weather = { lost: 0.15, doubled: 0.15, late: 0.15 }

export type Sent = { readonly issuer: string; readonly sequence: number; isSettled: boolean }

/** Routers on a bad network, that come, stop, are killed and begin again, while outcomes are sent to any of them. */
export function createFleet(random: () => number, spoils: Spoils = {}) {
  const time = createTime()
  const there = new Map<string, Router>()
  /** Those that are stopping, or start again. */
  const between = new Set<string>()
  const outcomes: Sent[] = []
  const counts = { handedOver: 0, alone: 0, unanswered: 0, kills: 0, acknowledged: 0, full: 0 }
  let weather = foul
  let [names, ids] = [0, 0]

  const ask = createWire(
    { time, random },
    { weather: () => weather, listening: (address) => there.get(address)?.listen },
  )
  const freshId = () => (++ids).toString(16).padStart(16, '0')
  const any = <T>(all: readonly T[]): T | undefined => all[below(random, all.length)]
  const all = () => [...there.values()]
  const steady = () => all().filter(({ address }) => !between.has(address))

  function start(address: string, disk = newDisk(freshId())): void {
    // One that is there, by chance itself, and one that is not any more.
    const seeds = () => [any(all())?.address ?? address, 'nobody:1']
    const place = { address, seeds, time, freshId, ask, spoils }
    const router = startRouter(disk, place)
    there.set(address, router)
    void router.begin()
  }

  const join = () => start(`r${++names}:1`)

  function startAgain(router: Router): void {
    router.end()
    there.delete(router.address)
    const left = leftOn(router.disk(), random)
    time.at(time.now() + 4_000 * random(), () => start(router.address, left))
  }

  function kill(): void {
    const router = any(all())
    if (router?.own() === undefined) return
    counts.kills++
    between.delete(router.address)
    startAgain(router)
  }

  /** No disk is full for ever. */
  function fill(): void {
    const disk = any(all())?.disk()
    if (disk === undefined) return
    counts.full++
    disk.isBroken = true
    time.at(time.now() + 3_000 * random(), () => {
      disk.isBroken = false
    })
  }

  /** Stops as Kubernetes stops it. Whose disk would go with it begins again in its place where nobody has taken over. */
  async function leave(): Promise<void> {
    const router = any(steady().filter((each) => each.own() !== undefined))
    if (router === undefined || steady().length < 2) return
    between.add(router.address)
    router.leave()
    await time.sleep(1_000 * random(), never)
    if (router.isDead()) return
    const result = await router.handOver(time.now() + 8_000)
    if (router.isDead()) return
    counts[nameOf[result]]++
    between.delete(router.address)
    router.end()
    there.delete(router.address)
    if (result !== 'Taken' || random() < 0.3) startAgain(router)
  }

  function predict(): void {
    const receipt = any(steady())?.receipt()
    if (receipt !== undefined) outcomes.push({ ...receipt, isSettled: false })
  }

  async function send(outcome: Sent | undefined): Promise<void> {
    const router = any(all())
    if (outcome === undefined || router === undefined) return
    const { issuer, sequence } = outcome
    const receipt = `${issuer} ${sequence}`
    const arrived = { sent: { receipt }, receipt: { instance: issuer, sequence }, arrivedAtMs: 0 }
    const result = await router.outcome(arrived as never)
    if (result === 'Away' || random() < 0.1) return // its sender hears nothing
    counts.acknowledged++
    outcome.isSettled = true
  }

  /** Impatient, to several at once. */
  function sendSome(): void {
    const outcome = any(random() < 0.5 ? outcomes : outcomes.slice(-10))
    for (let copies = 1 + below(random, 3); copies > 0; copies--) void send(outcome)
  }

  const happenings: readonly (readonly [share: number, happen: () => void])[] = [
    [0.01, kill],
    [0.02, () => void leave()],
    [0.02, () => there.size < 5 && join()],
    [0.01, fill],
    [0.35, predict],
    [0.59, sendSome],
  ]

  function happen(): void {
    const chance = random()
    let reached = 0
    const [, act] = happenings.find(([share]) => {
      reached += share
      return chance < reached
    }) ?? [0, sendSome]
    act()
  }

  async function live(steps: number): Promise<void> {
    for (let n = 0; n < 3; n++) join()
    await time.pass(4_000)
    for (let step = 0; step < steps; step++) {
      happen()
      await time.pass(100 * random())
    }
  }

  /** Nobody comes or goes any more, and all is sent until it is settled. */
  async function settle(): Promise<readonly Sent[]> {
    weather = fair
    await time.pass(30_000)
    const left = () => outcomes.filter(({ isSettled }) => !isSettled)
    for (let rounds = 0; rounds < 60 && left().length > 0; rounds++) {
      for (const outcome of left()) void send(outcome)
      await time.pass(500)
    }
    return left()
  }

  const counted = () => countedIn(all().flatMap((router) => router.own()?.told() ?? []))

  return {
    ...{ live, settle, counted, outcomes, counts },
    bugs: () => all().flatMap(({ bugs }) => bugs),
  }
}

/** How often each receipt was counted, by the last tally of every instance, whoever tells it. */
function countedIn(all: readonly Told[]): ReadonlyMap<string, number> {
  const last = new Map<string, Told>()
  for (const told of all) {
    if ((last.get(told.instance)?.number ?? -1) < told.number) last.set(told.instance, told)
  }
  const counted = new Map<string, number>()
  for (const [receipt, times] of [...last.values()].flatMap(({ counts }) => [...counts]))
    counted.set(receipt, (counted.get(receipt) ?? 0) + times)
  return counted
}

const nameOf = { Taken: 'handedOver', Nobody: 'alone', Unanswered: 'unanswered' } as const

const never = new AbortController().signal
