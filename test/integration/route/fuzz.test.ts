import { expect, it } from 'vitest'
import type { Told } from '../../../src/evidence/told.ts'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { areTold, figuresOf, generous, grown, growthOf, metricIn, metricsOf } from '../figures.ts'
import { ask } from './asking.ts'
import { type Counted, countedIn, scoredBy, unreadableIn } from './fuzz/counted.ts'
import { type Fuzzed, fuzzRouter } from './fuzz/fuzzing.ts'
import { createLedger } from './fuzz/ledger.ts'
import { createPlanner, firstPlan } from './fuzz/planner.ts'
import { settleAll } from './fuzz/settling.ts'
import { startNonsense } from './fuzz/stranger.ts'
import { startBoth } from './fuzz/variants.ts'
import { aFolder, type RouterProcess, startRouting } from './processes.ts'

const cases = Number(process.env['FUZZ'] ?? 5_000)
const seed = Number(process.env['SEED'] ?? 20261122)

/** Small enough that some bodies are too large. */
const limits = ['--body-limit', '1Mi', '--memory', '256Mi']

/** However slow this machine is: whoever lives answers sooner. */
const livelyMs = 30_000

type Looks = Awaited<ReturnType<typeof figuresOf>>[]

it(`given ${cases} requests, receipts, outcomes and documents that are made to confuse it, it counts what is sound, and nothing else`, {
  timeout: 120_000 + cases * 60,
}, async () => {
  const target = await aTarget()
  const { router, took, ledger } = target
  const looks: Looks = []
  const watch = watching(router)
  const found = await fuzzed(target, looks)
  const longestMs = await watch.end()
  report(`answered that it lives after ${longestMs.toFixed(0)} ms at most`)

  expect(found.findings).toEqual([])
  expect(router.hasEnded()).toBe(false)
  expect(oddLinesOf(router)).toEqual([])
  expect(found.cases).toBe(cases)
  expect(took.smuggled).toBe(0)
  expect(longestMs).toBeLessThan(livelyMs)
  requireWorth(found)

  const held = async () => metricIn(await metricsOf(router.admin), 'contender_route_body_bytes')
  const areGiven = async () => (await held()) === 0
  await waitUntil(areGiven, { what: 'all bodies to be given back', limitMs: 30_000 })
  expect(await settleAll({ address: router.address, ledger })).toEqual([])
  const told = await router.told()
  requireExact(countedIn(told), target, found)
  expect(unreadableIn(told)).toEqual([])
  const page = await router.metrics()
  expect(page).not.toMatch(/code="(CircuitOpen|VariantBroken|VariantUnreachable|InternalError)"/)
  expect(page).not.toMatch(/^contender_route_ejections_total\{/m)
  if (areTold) await requireNoGrowth(router, looks)
  await requireSameAfterRestart(target, told)
})

type Target = Awaited<ReturnType<typeof aTarget>>

async function aTarget() {
  const { took, addresses } = await startBoth()
  const start = { plan: firstPlan(addresses), state: aFolder(), more: limits }
  const router = await startRouting(start)
  const { instance } = await router.told()
  const planner = createPlanner(router, addresses)
  // A newer one, so that the first is old.
  expect(await planner(chance(seed))).toEqual([])
  const stranger = await startNonsense(chance(seed))
  const place = { instance, stranger, plan: start.plan }
  return { start, router, took, planner, place, ledger: createLedger(instance) }
}

const portOf = (address: string) => Number(new URL(address).port)

/** While it goes on, plans change, and it is looked at how much the process has. */
function fuzzed({ router, ledger, place, planner }: Target, looks: Looks): Promise<Fuzzed> {
  return fuzzRouter({
    ...{ front: portOf(router.address), admin: portOf(router.admin), ledger, place, cases, seed },
    isOver: router.hasEnded,
    async done(nth, random) {
      if (nth % every !== 0) return []
      if (areTold) looks.push(await figuresOf({ pid: router.pid, address: router.admin }))
      return planner(random)
    },
  })
}

const every = Math.max(1, Math.floor(cases / 100))

/** It is of no worth if nearly all of it is refused at the door. */
function requireWorth({ statuses }: Fuzzed): void {
  const inOrder = [...statuses].sort(([a], [b]) => a - b)
  report(`statuses ${inOrder.map((each) => each.join(': ')).join(', ')}`)
  expect(statuses.get(200)).toBeGreaterThan(cases / 3)
  expect(statuses.get(400)).toBeGreaterThan(cases / 20)
}

/** Each outcome that is settled is scored, for whom it belongs to, and nothing else is; each request is counted once. */
function requireExact(counted: Counted, target: Target, { late, hurried }: Fuzzed): void {
  const { ledger, took } = target
  const receipts = ledger.issuedCount()
  const unasked = late.filter((id) => !took.ids.has(id)).length
  // Between two timers there may be a moment left to ask the champion.
  const twice = hurried.filter((id) => (took.ids.get(id) ?? 0) > 1).length
  const requests = `${counted.requests} requests counted, ${took.predictions} asked of variants, ${twice} of them twice; ${receipts} receipts; ${late.length} in too great a hurry, ${unasked} of them not asked`
  report(`${requests}; ${took.copies} copies; ${ledger.all().length} outcomes scored`)
  expect(counted.scored).toEqual(scoredBy(ledger))
  expect(counted.requests, requests).toBe(took.predictions - twice + unasked)
  expect(counted.requests, requests).toBeGreaterThanOrEqual(receipts + late.length)
  expect(counted.failed, requests).toBeGreaterThanOrEqual(late.length)
  expect(counted.failed, requests).toBeLessThanOrEqual(late.length + twice)
}

async function requireNoGrowth({ pid, admin: address }: RouterProcess, looks: Looks) {
  const growth = growthOf(looks)
  report(grown(growth, `per ${every} cases`))
  expect(growth.outside).toBeLessThan(generous.outside)
  expect(growth.heap).toBeLessThan(generous.heap)
  const calm = looks[0]?.files ?? 0
  await waitUntil(async () => (await figuresOf({ pid, address })).files <= calm + 8, {
    ...{ what: `no more files to be open than ${calm} and some`, limitMs: 90_000 },
  })
}

/** All that it has taken, it can read again. */
async function requireSameAfterRestart({ router, start }: Target, told: Told): Promise<void> {
  const siblings = async () => metricIn(await metricsOf(router.admin), 'contender_route_siblings')
  await waitUntil(async () => (await siblings()) === 0, {
    ...{ what: 'those that there are not to be forgotten', limitMs: 60_000 },
  })
  router.kill('SIGTERM')
  expect((await router.exit).code).toBe(0)
  const next = await startRouting(start)
  const after = await next.told()
  expect(countedIn(after)).toEqual(countedIn(told))
  expect(after.instance).toBe(told.instance)
  expect(unreadableIn(after)).toEqual([])
}

/** Asks four times a second whether it lives; in the end says how long that took at most. */
function watching({ admin }: RouterProcess) {
  let [isOver, longestMs] = [false, 0]
  async function look(): Promise<void> {
    while (!isOver) {
      const began = performance.now()
      await ask(admin, { method: 'GET', path: '/livez' }).catch(() => {})
      longestMs = Math.max(longestMs, performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
  const looking = look()
  const end = async () => {
    isOver = true
    await looking
    return longestMs
  }
  return { end }
}

/** What a router says of itself that it should never have to say. */
const oddLinesOf = (router: RouterProcess) =>
  router
    .log()
    .filter(({ level, msg }) => level === undefined || level === 'error' || /bug/.test(msg))

const report = (line: string) => void process.stderr.write(`fuzz: ${line}\n`)
