import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import type { LostWindow } from '../../../src/evidence/told.ts'
import { chance } from '../../chance.ts'
import {
  type Accounts,
  metrics,
  newAccounts,
  type Predicted,
  predict,
  predicts,
  requestsBy,
  requestsIn,
  scoredBy,
  scoredIn,
  sendOutcomes,
  settleAll,
  totalOf,
} from './accounts.ts'
import { ask } from './asking.ts'
import { planDocument, shares } from './given.ts'
import { countsIn } from './places.ts'
import { aFolder, type RouterProcess, startRouting } from './processes.ts'
import { startVariant } from './variants.ts'

const kills = Number(process.env['KILLS'] ?? 6)
const seed = Number(process.env['SEED'] ?? 20261122)

/** Every third life is long, and nobody tells of outcomes at its end: with these all is written that came before. */
const isLong = (nth: number) => nth % 3 === 0
const livesMs = (nth: number, random: () => number) =>
  isLong(nth) ? 5_500 + 1_500 * random() : 200 + 2_000 * random()
const tellsMs = (nth: number) => (isLong(nth) ? 500 : Number.POSITIVE_INFINITY)

/** What is counted is written every second; somewhat later where a machine is busy, by as much as it is seen to be late. */
const [everyMs, atEaseMs] = [1_000, 1_000]

it(`killed ${kills} times at any moment, a router has scored each outcome once that it acknowledged, and says when requests were lost`, {
  timeout: 60_000 + kills * 30_000,
}, async () => {
  const random = chance(seed)
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  for (const each of [old, fresh]) each.forget()
  const start = { plan: planAt([old.address], [fresh.address]), state: aFolder() }
  const accounts = newAccounts()
  const answeredAt = new Map<Predicted, number>()
  const windows: LostWindow[] = []

  let router = await startRouting(start)
  for (let nth = 0; nth < kills; nth++) {
    const clients = clientsOf(router, { accounts, answeredAt, nth })
    const stalls = watchStalls(router)
    await pass(livesMs(nth, random))
    const killedAt = Date.now()
    router.kill('SIGKILL')
    await clients
    const longestMs = await stalls.end()
    router = await startRouting(start)
    const window = (await router.told()).lostWindows.at(-1)
    expect(window).toBeDefined()
    if (window === undefined) continue
    windows.push(window)
    const unheardMs = killedAt - window.fromMs
    report(`life ${nth}: nothing is known of its last ${unheardMs} ms; late by ${longestMs} ms`)
    expect(unheardMs).toBeLessThanOrEqual(everyMs + atEaseMs + 2 * longestMs)
    expect(window.toMs).toBeGreaterThanOrEqual(killedAt)
  }

  const address = () => router.address
  await settleAll(accounts, { predicted: accounts.predicted, address, random })
  const told = await router.told()
  expect(accounts.odd).toEqual([])
  expect(accounts.settled.size).toBe(accounts.predicted.length)
  expect(scoredIn([told])).toEqual(scoredBy(accounts))
  const numbers = accounts.predicted.map(({ read }) => `${read.instance} ${read.sequence}`)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(new Set(accounts.predicted.map(({ read }) => read.instance)).size).toBe(1)

  const [counted, answered] = [totalOf(requestsIn([told])), totalOf(requestsBy(accounts))]
  report(`${answered} requests answered, ${counted} counted, ${accounts.unanswered} unanswered`)
  // Those that were counted, and whose answers nobody got any more.
  expect(counted - answered).toBeLessThanOrEqual(accounts.unanswered)
  expect(told.lostWindows).toEqual(windows.slice(-16))

  const [tally] = told.tallies
  if (tally === undefined) throw new Error('there is no tally')
  const may = (one: Predicted) => mayBeLost(one, answeredAt.get(one) ?? 0, windows)
  const { lost, unreported } = lostOf(accounts.predicted, countsIn(tally, 0), may)
  report(`${lost} requests were lost`)
  expect(unreported).toEqual([])
  expect(accounts.predicted.some(may)).toBe(true)
})

/** Slices so short that it is known of each request whether it was counted; and no unit, so that there are few rows. */
function planAt(...addresses: readonly (readonly string[])[]): JsonObject {
  const slices = { start: new Date().toISOString(), length: '100ms' }
  const more = { task: 'Classification', metrics, segments: shares(0.3), slices }
  const plan = Object.entries(planDocument(addresses, more))
  return Object.fromEntries(plan.filter(([name]) => name !== 'unit'))
}

type Watched = {
  readonly accounts: Accounts
  /** By the wall clock, as the router's. */
  readonly answeredAt: Map<Predicted, number>
  /** Which life it is. */
  readonly nth: number
}

async function clientsOf(router: RouterProcess, watched: Watched): Promise<void> {
  const { accounts, nth } = watched
  const began = performance.now()
  const isTelling = () => performance.now() - began < tellsMs(nth)

  async function client(own: () => number): Promise<void> {
    while (!router.hasEnded()) {
      const some = await predictTen(router, watched, own)
      if (isTelling()) await sendOutcomes(accounts, router.address, some)
      else await pass(pauseMs)
    }
  }

  await Promise.all([1, 2, 3, 4].map((n) => client(chance(seed + 10 * nth + n))))
}

async function predictTen(
  { address }: RouterProcess,
  { accounts, answeredAt }: Watched,
  own: () => number,
): Promise<readonly Predicted[]> {
  const some: Predicted[] = []
  for (let n = 0; n < 10; n++) {
    const one = await predict(accounts, address, own)
    if (one === undefined) continue
    answeredAt.set(one, Date.now())
    some.push(one)
  }
  return some
}

const pauseMs = 50
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How long at most a request, a sync of the disk or a timer has taken: what is late for everybody may be late for a router. */
function watchStalls({ admin }: RouterProcess) {
  const path = join(aFolder(), 'synced')
  let [isOver, longestMs] = [false, 0]
  async function look(): Promise<void> {
    const file = await open(path, 'w')
    while (!isOver) {
      const began = performance.now()
      await ask(admin, { method: 'GET', path: '/livez' }).catch(() => {})
      await file.write('x')
      await file.sync()
      await pass(pauseMs)
      longestMs = Math.max(longestMs, performance.now() - began - pauseMs)
    }
    await file.close()
  }
  const looking = look()
  const end = async () => {
    isOver = true
    await looking
    return Math.ceil(longestMs)
  }
  onTestFinished(async () => void (await end()))
  return { end }
}

/** It is counted before it is answered: one that was answered before the window began is safe. */
const mayBeLost = (
  { read }: Predicted,
  answeredAtMs: number,
  windows: readonly LostWindow[],
): boolean => windows.some(({ fromMs, toMs }) => answeredAtMs >= fromMs && read.exposedAtMs <= toMs)

/** How many of those that were answered are not counted; and where these are more than may be lost. */
function lostOf(
  predicted: readonly Predicted[],
  counted: ReadonlyMap<string, number>,
  may: (one: Predicted) => boolean,
) {
  const slices = [...Map.groupBy(predicted, ({ read }) => `${read.slice} ${read.assigned}`)].map(
    ([name, these]) => {
      const lost = Math.max(0, these.length - (counted.get(name) ?? 0))
      return { name, lost, mayBe: these.filter(may).length }
    },
  )
  return {
    lost: slices.reduce((sum, { lost }) => sum + lost, 0),
    unreported: slices.filter(({ lost, mayBe }) => lost > mayBe),
  }
}

const report = (line: string) => void process.stderr.write(`kills: ${line}\n`)
