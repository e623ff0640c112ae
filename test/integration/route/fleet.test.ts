import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
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
} from './accounts.ts'
import { planDocument, shares } from './given.ts'
import { aFolder, type RouterProcess, startRouting } from './processes.ts'
import { startVariant } from './variants.ts'

const seed = Number(process.env['SEED'] ?? 20261122)

async function aPlan(edits = {}) {
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  for (const each of [old, fresh]) each.forget()
  const task = 'Classification'
  const more = { task, metrics, segments: shares(0.3), retry: 'Once', ...edits }
  return planDocument([[old.address], [fresh.address]], more)
}

/** Routers that clients can reach now, as a Service would list them. */
function createFleet(plan: ReturnType<typeof planDocument>) {
  const there: RouterProcess[] = []

  async function join(): Promise<RouterProcess> {
    const siblings = there.map(({ adminPort }) => adminPort)
    const router = await startRouting({ plan, state: aFolder(), siblings })
    there.push(router)
    return router
  }

  /** As Kubernetes does it: it gets no requests any more, and is told to stop. */
  async function leave(router: RouterProcess): Promise<void> {
    there.splice(there.indexOf(router), 1)
    router.kill('SIGTERM')
    expect((await router.exit).code).toBe(0)
  }

  return { there, join, leave }
}

type Fleet = ReturnType<typeof createFleet>

const addressIn =
  ({ there }: Fleet, random: () => number) =>
  () =>
    there[below(random, there.length)]?.address ?? ''

async function keepAsking(
  fleet: Fleet,
  accounts: Accounts,
  { random, isOver }: { readonly random: () => number; readonly isOver: () => boolean },
): Promise<void> {
  const address = addressIn(fleet, random)
  while (!isOver()) {
    const some = []
    for (let n = 0; n < 20; n++) {
      const one = await predict(accounts, address(), random)
      if (one !== undefined) some.push(one)
    }
    await settleAll(accounts, { predicted: some, address, random, atOnce: 7 })
  }
}

it('scores each outcome once, whichever router it is sent to and how often, while routers leave and a whole roll-out goes through without a plan', {
  timeout: 600_000,
}, async () => {
  const random = chance(seed)
  const fleet = createFleet(await aPlan())
  for (let n = 0; n < 3; n++) await fleet.join()
  const accounts = newAccounts()
  let isOver = false
  const clients = Promise.all(
    [1, 2, 3].map((nth) => {
      const own = { random: chance(seed + nth), isOver: () => isOver }
      return keepAsking(fleet, accounts, own)
    }),
  )
  const some = async (count: number) => {
    const begun = accounts.settled.size
    await waitUntil(() => accounts.settled.size >= begun + count, {
      ...{ what: `${count} more outcomes`, limitMs: 120_000 },
    })
  }
  await some(200)
  // Scale-in to two.
  await fleet.leave(fleet.there[below(random, 3)] as RouterProcess)
  await some(100)
  // A roll-out: for each of the old ones a new one comes first.
  for (const old of [...fleet.there]) {
    await fleet.join()
    await some(60)
    await fleet.leave(old)
    await some(60)
  }
  isOver = true
  await clients
  // Long after they were given, by routers most of which are gone.
  const address = addressIn(fleet, random)
  await settleAll(accounts, { predicted: accounts.predicted, address, random, more: 0.1 })
  const told = await Promise.all(fleet.there.map((router) => router.told()))
  expect(accounts.odd).toEqual([])
  expect(accounts.settled.size).toBe(accounts.predicted.length)
  expect(accounts.again).toBeGreaterThan(100)
  expect(scoredIn(told)).toEqual(scoredBy(accounts))
  expect(accounts.unanswered).toBe(0)
  expect(requestsIn(told)).toEqual(requestsBy(accounts))
})

it('keeps outcomes of a router that is lost waiting until its heir is named, and then scores what was not', {
  timeout: 300_000,
}, async () => {
  const random = chance(seed)
  const plan = await aPlan()
  const fleet = createFleet(plan)
  const [lost, heir] = [await fleet.join(), await fleet.join()]
  const accounts = newAccounts()
  for (let n = 0; n < 60; n++) await predict(accounts, lost.address, random)
  const { predicted } = accounts
  const [early, late] = [predicted.slice(0, 20), predicted.slice(20)]
  const address = () => heir.address
  await settleAll(accounts, { predicted: early, address, random, more: 0 })
  const before = await lost.told()
  const [{ instance } = { instance: '' }] = before.tallies
  // What it has seen goes to its siblings every second.
  const hellos = async () =>
    Number(/hellos_total\{code="Ok"\} (\d+)/.exec(await lost.metrics())?.[1] ?? 0)
  const begun = await hellos()
  await waitUntil(async () => (await hellos()) >= begun + 2, {
    ...{ what: 'two hellos', limitMs: 60_000 },
  })
  lost.kill('SIGKILL')
  await lost.exit
  await expect(
    settleAll(accounts, { predicted: late, address, random, rounds: 20 }),
  ).rejects.toThrow('never settled')
  expect(scoredIn([before, await heir.told()])).toEqual(scoredBy(accounts))
  const departed = [{ instance, heir: (await heir.told()).instance }]
  expect((await heir.push({ ...plan, planRevision: 2, departed })).status).toBe(200)
  await settleAll(accounts, { predicted, address, random })
  expect(accounts.settled.size).toBe(60)
  expect(scoredIn([before, await heir.told()])).toEqual(scoredBy(accounts))
})
