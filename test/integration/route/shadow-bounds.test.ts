import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, load } from './asking.ts'
import { asking, codesOf, copiesAre, given, holding } from './copies.ts'
import { createLeaps, type Router } from './given.ts'

it('keeps no more of requests than it may for a challenger that never answers, and counts the rest', async () => {
  const memoryBytes = 8 * 2 ** 20
  const { old, fresh, router } = await given({}, { memoryBytes })
  for (const each of [old, fresh]) each.forget()
  fresh.behave(() => {})
  const body = Buffer.alloc(100_000, 'x')
  const most = Math.floor(memoryBytes / 8 / (body.length + 300))
  const before = await buffersKept()
  await load(router.address, { count: 600, atOnce: 4, asking: (nth) => asking(nth, { body }) })
  const bytes = /^contender_route_copy_bytes (\d+)$/m.exec(await router.metrics())
  expect(Number(bytes?.[1])).toBeGreaterThan(most * body.length)
  expect(Number(bytes?.[1])).toBeLessThanOrEqual(memoryBytes / 8)
  expect(await codesOf(router)).toEqual({ Dropped: 600 - most })
  await copiesAre(router, 600 - most)
  expect(fresh.took).toEqual([])
  expect((await buffersKept()) - before).toBeLessThan(20 * 2 ** 20) // of 60 MB that came
  await fresh.kill() // else it would be waited for at the end
})

/** Bytes of buffers that somebody holds on to. */
async function buffersKept(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let nth = 0; nth < 3; nth++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().arrayBuffers
}

const isStopping = (router: Router) =>
  waitUntil(() => router.log.some(({ msg }) => msg === 'stopping'), {
    ...{ what: 'it to stop', limitMs: 60_000 },
  })

/** Whether something has not come to its end after all that can be done at once. */
async function isOpen({ admin }: Router, ended: Promise<unknown>): Promise<boolean> {
  let isSo = true
  const end = () => {
    isSo = false
  }
  void ended.then(end, end)
  await load(admin, { count: 50, atOnce: 1, asking: () => ({ method: 'GET', path: '/livez' }) })
  return isSo
}

it('begins no copies when it is told to stop, and lets those end that are under way', async () => {
  const clock = createLeaps()
  const settings = { drainMs: 600_000, leavesWhenAlone: false, clock }
  const { fresh, router } = await given({}, settings)
  const { behaves, release, held } = holding()
  fresh.behave(behaves)
  await load(router.address, { count: 3, atOnce: 3, asking })
  await waitUntil(() => held.length === 3, { what: 'the copies', limitMs: 60_000 })
  router.stop()
  await isStopping(router)
  expect(`${(await ask(router.address, asking(3))).body}`).toBe('old')
  await copiesAre(router, 1)
  expect(await codesOf(router)).toEqual({ Dropped: 1 })
  clock.leap(600_000)
  await expect
    .poll(
      () =>
        ask(router.address).then(
          () => true,
          () => false,
        ),
      { timeout: 60_000 },
    )
    .toBe(false)
  expect(await isOpen(router, router.ended)).toBe(true)
  release()
  await router.ended
  expect(fresh.took.length).toBe(3)
})

it('ends in the end, whatever a challenger does', async () => {
  const { promise: isEnough, resolve: endGrace } = Promise.withResolvers<void>()
  // Longer than anything but the grace: there a test says how long it is.
  const sleep = (ms: number, signal: AbortSignal) =>
    ms < 10_000 ? systemClock.sleep(ms, signal) : Promise.race([isEnough, aborted(signal)])
  const { fresh, router } = await given({}, { clock: { ...systemClock, sleep } })
  onTestFinished(() => endGrace())
  fresh.behave(() => {})
  await load(router.address, { count: 3, atOnce: 3, asking })
  await waitUntil(() => fresh.took.length === 3, { what: 'the copies', limitMs: 60_000 })
  router.stop()
  await isStopping(router)
  expect(await isOpen(router, router.ended)).toBe(true)
  endGrace()
  await router.ended
})

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
