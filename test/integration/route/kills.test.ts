import { expect, it } from 'vitest'
import { chance } from '../../chance.ts'
import {
  metrics,
  newAccounts,
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
import { planDocument, shares } from './given.ts'
import { aFolder, type RouterProcess, startRouting } from './processes.ts'
import { startVariant } from './variants.ts'

const kills = Number(process.env['KILLS'] ?? 8)
const seed = Number(process.env['SEED'] ?? 20261122)

it(`killed ${kills} times at any moment, a router has scored each outcome once that it acknowledged, and says when requests were lost`, {
  timeout: 60_000 + kills * 30_000,
}, async () => {
  const random = chance(seed)
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  for (const each of [old, fresh]) each.forget()
  const more = { task: 'Classification', metrics, segments: shares(0.3) }
  const plan = planDocument([[old.address], [fresh.address]], more)
  const state = aFolder()
  const accounts = newAccounts()
  /** Those that may have been counted in a life's last second, or never. */
  let mayBeLost = 0

  async function client(router: RouterProcess, own: () => number): Promise<void> {
    while (!router.hasEnded()) {
      const some = []
      for (let n = 0; n < 10; n++) {
        const one = await predict(accounts, router.address, own)
        if (one !== undefined) some.push(one)
      }
      await sendOutcomes(accounts, router.address, some)
    }
  }

  for (let nth = 0; nth < kills; nth++) {
    const router = await startRouting({ plan, state })
    const clients = Promise.all(
      [1, 2, 3, 4].map((n) => client(router, chance(seed + 10 * nth + n))),
    )
    await new Promise((resolve) => setTimeout(resolve, 200 + 2_000 * random()))
    const killedAt = Date.now()
    router.kill('SIGKILL')
    await clients
    const recent = ({ read }: { read: { exposedAtMs: number } }) =>
      // What is written every second is, on a busy machine, somewhat later.
      read.exposedAtMs > killedAt - 2_500
    mayBeLost += accounts.predicted.filter(recent).length
  }

  const router = await startRouting({ plan, state })
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
  const lost = answered - counted
  report(`${answered} requests answered, ${counted} counted, ${accounts.unanswered} unanswered`)
  expect(lost).toBeLessThanOrEqual(mayBeLost)
  // Those that were counted, and whose answers nobody got any more.
  expect(-lost).toBeLessThanOrEqual(accounts.unanswered)
  expect(told.lostWindows.length).toBe(Math.min(16, kills))
})

const report = (line: string) => void process.stderr.write(`kills: ${line}\n`)
