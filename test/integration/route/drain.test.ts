import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser } from './asking.ts'
import { challenger, planDocument, type Router, startRouter } from './given.ts'
import { aFolder } from './processes.ts'
import { says, startVariant, type Variant } from './variants.ts'

const given = async (settings = {}) => {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const router = await startRouter(planDocument([[old.address], [fresh.address]]), settings)
  return { old, fresh, router }
}

it('answers all that is under way when it is told to stop, and ends', async () => {
  const { old, fresh, router } = await given()
  const releases: (() => void)[] = []
  fresh.behave((_, response) => releases.push(() => void response.writeHead(500).end()))
  const under = Array.from({ length: 20 }, (_, nth) => ask(router.address, asUser(`${nth}`)))
  await waitUntil(() => releases.length === 20, { what: 'the requests', limitMs: 60_000 })
  router.stop()
  await waitUntil(() => router.log.some(({ msg }) => msg === 'stopping'), {
    ...{ what: 'it to stop', limitMs: 60_000 },
  })
  for (const release of releases) release()
  const sent = await Promise.all(under)
  expect(sent.map(({ status, body }) => `${status} ${body}`)).toEqual(under.map(() => '200 old'))
  expect(new Set(sent.map(({ headers }) => headers.connection))).toEqual(new Set(['close']))
  expect(old.took.length).toBe(20)
  await router.ended
  await expect(ask(router.address)).rejects.toThrow()
})

it('loses no request of those who stop when it says that it is not ready', async () => {
  const { router } = await given({ drainMs: 600_000 })
  const lost: unknown[] = []
  let [answered, isReady] = [0, true]
  const client = async (nth: number) => {
    while (isReady) {
      const sent = await ask(router.address, asUser(`${nth}`)).catch(
        (cause) => void lost.push(cause),
      )
      if (sent?.status === 200) answered++
      else lost.push(sent?.status)
    }
  }
  const clients = Promise.all(Array.from({ length: 16 }, (_, nth) => client(nth)))
  const enough = (count: number) =>
    waitUntil(() => answered > count, { what: 'answers', limitMs: 60_000 })
  await enough(200)
  router.stop()
  await waitUntil(
    async () => (await ask(router.admin, { method: 'GET', path: '/readyz' })).status === 503,
    { what: 'readiness to say no', limitMs: 60_000 },
  )
  await enough(answered + 100)
  isReady = false
  await clients
  expect(lost).toEqual([])
  await router.ended // since nobody is connected any more
})

/** So many callers ask and leave, each once its request is under way; resolves when the router knows that they have left. */
async function askAndLeave(router: Router, variant: Variant, count: number): Promise<void> {
  const sent = Array.from({ length: count }, (_, nth) => {
    const headers = { 'x-user-id': `${nth}` }
    return request(router.address, { method: 'POST', agent: false, headers })
      .on('error', () => {})
      .end('{}')
  })
  const bodyBytes = async () => /^contender_route_body_bytes (\d+)/m.exec(await router.metrics())
  await waitUntil(() => variant.took.length === count, { what: 'the requests', limitMs: 60_000 })
  const gone = sent.map((one) => new Promise((resolve) => one.on('close', resolve)))
  for (const one of sent) one.destroy()
  await Promise.all(gone)
  // It is in this process, and reads that they have left before it answers this.
  await router.metrics()
  const [, held] = (await bodyBytes()) ?? []
  expect(held, 'what variants may still be sent').toBe(`${2 * count}`)
}

/** What a router knows that goes on where the one before has ended. */
async function countedAfter(state: string, variants: readonly Variant[]) {
  const router = await startRouter(planDocument(variants.map(({ address }) => [address])), {
    state,
  })
  return router.counted()
}

it('counts the requests of callers who have left before it ends', async () => {
  const state = aFolder()
  const { old, fresh, router } = await given({ state })
  const releases: (() => void)[] = []
  fresh.behave((_, response) => releases.push(() => void response.end()))
  await askAndLeave(router, fresh, 10)
  router.stop()
  await waitUntil(() => router.log.some(({ msg }) => msg === 'stopping'), {
    ...{ what: 'it to stop', limitMs: 60_000 },
  })
  for (const release of releases) release()
  await router.ended
  expect(await countedAfter(state, [old, fresh])).toEqual([[challenger, 'Normal', 10, 0]])
})

it('counts as failed, once, what has not ended when there is no more time', async () => {
  const { promise: isEnough, resolve: endGrace } = Promise.withResolvers<void>()
  onTestFinished(() => endGrace())
  // Longer than anything but the grace: there the test says how long it is.
  const sleep = (ms: number, signal: AbortSignal) =>
    ms <= 10_000 ? systemClock.sleep(ms, signal) : isEnough
  const state = aFolder()
  const { old, fresh, router } = await given({ state, clock: { ...systemClock, sleep } })
  const releases: (() => void)[] = []
  fresh.behave((_, response) => releases.push(() => void response.end()))
  await askAndLeave(router, fresh, 10)
  router.stop()
  endGrace()
  await router.ended
  for (const release of releases) release()
  expect(await countedAfter(state, [old, fresh])).toEqual([[challenger, 'Fallback', 10, 10]])
})
