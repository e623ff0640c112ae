import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser } from './asking.ts'
import { planDocument, startRouter } from './given.ts'
import { says, startVariant } from './variants.ts'

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
