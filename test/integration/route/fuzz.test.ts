import { expect, it } from 'vitest'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { areTold, figuresOf, generous, grown, growthOf, metricIn, metricsOf } from '../figures.ts'
import { ask } from './asking.ts'
import { countedIn, scoredBy, unreadableIn } from './fuzz/counted.ts'
import { fuzzRouter } from './fuzz/fuzzing.ts'
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

const portOf = (address: string) => Number(new URL(address).port)

it(`given ${cases} requests, receipts, outcomes and documents that are made to confuse it, it counts what is sound, and nothing else`, {
  timeout: 120_000 + cases * 60,
}, async () => {
  const { took, addresses } = await startBoth()
  const state = aFolder()
  const plan = firstPlan(addresses)
  const router = await startRouting({ plan, state, more: limits })
  const { instance } = await router.told()
  const ledger = createLedger(instance)
  const planner = createPlanner(router, addresses)
  const stranger = await startNonsense(chance(seed))
  // A newer one, so that the first is old.
  expect(await planner(chance(seed))).toEqual([])

  const looks: Awaited<ReturnType<typeof figuresOf>>[] = []
  const watch = watching(router)
  const every = Math.max(1, Math.floor(cases / 100))
  const found = await fuzzRouter({
    ...{ front: portOf(router.address), admin: portOf(router.admin), ledger, cases, seed },
    ...{ place: { instance, stranger, plan }, isOver: router.hasEnded },
    async done(nth, random) {
      if (nth % every !== 0) return []
      if (areTold) looks.push(await figuresOf({ pid: router.pid, address: router.admin }))
      return planner(random)
    },
  })
  const longestMs = await watch.end()

  expect(found.findings).toEqual([])
  expect(router.hasEnded()).toBe(false)
  expect(oddLinesOf(router)).toEqual([])
  expect(found.cases).toBe(cases)
  expect(took.smuggled).toBe(0)
  expect(longestMs).toBeLessThan(livelyMs)
  const bytes = async () => metricIn(await metricsOf(router.admin), 'contender_route_body_bytes')
  await waitUntil(async () => (await bytes()) === 0, {
    ...{ what: 'all bodies to be given back', limitMs: 30_000 },
  })

  expect(await settleAll({ address: router.address, ledger })).toEqual([])
  const told = await router.told()
  const counted = countedIn(told)
  expect(unreadableIn(told)).toEqual([])
  expect(counted.scored).toEqual(scoredBy(ledger))
  // Each that was asked of a variant is counted once; who had no patience at all was perhaps never asked for.
  const receipts = ledger.issuedCount()
  const requests = `${counted.requests} counted, ${took.predictions} asked of variants, ${receipts} receipts, ${found.late} in too great a hurry`
  expect(counted.requests, requests).toBeGreaterThanOrEqual(took.predictions)
  expect(counted.requests, requests).toBeLessThanOrEqual(took.predictions + found.late)
  expect(counted.requests, requests).toBeGreaterThanOrEqual(receipts + found.late)
  expect(counted.failed, requests).toBeLessThanOrEqual(found.late)
  const page = await router.metrics()
  expect(page).not.toMatch(/code="(CircuitOpen|VariantBroken|VariantUnreachable|InternalError)"/)
  expect(page).not.toMatch(/^contender_route_ejections_total\{/m)

  const statuses = [...found.statuses].sort(([a], [b]) => a - b).map((each) => each.join(': '))
  report(`statuses ${statuses.join(', ')}`)
  report(`${requests}; ${took.copies} copies; ${ledger.all().length} outcomes scored`)
  report(`answered that it lives after ${longestMs.toFixed(0)} ms at most`)
  // It is of no worth if nearly all of it is refused at the door.
  expect(found.statuses.get(200)).toBeGreaterThan(cases / 3)
  expect(found.statuses.get(400)).toBeGreaterThan(cases / 20)

  if (areTold) {
    const growth = growthOf(looks)
    report(grown(growth, `per ${every} cases`))
    expect(growth.outside).toBeLessThan(generous.outside)
    expect(growth.heap).toBeLessThan(generous.heap)
    const calm = looks[0]?.files ?? 0
    const files = async () => (await figuresOf({ pid: router.pid, address: router.admin })).files
    await waitUntil(async () => (await files()) <= calm + 8, {
      ...{ what: `no more files to be open than ${calm} and some`, limitMs: 90_000 },
    })
  }

  // All that it has taken, it can read again.
  const isAlone = async () =>
    metricIn(await metricsOf(router.admin), 'contender_route_siblings') === 0
  await waitUntil(isAlone, { what: 'those that there are not to be forgotten', limitMs: 60_000 })
  router.kill('SIGTERM')
  expect((await router.exit).code).toBe(0)
  const next = await startRouting({ plan, state, more: limits })
  const after = await next.told()
  expect(countedIn(after)).toEqual(counted)
  expect(after.instance).toBe(instance)
  expect(unreadableIn(after)).toEqual([])
})

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
