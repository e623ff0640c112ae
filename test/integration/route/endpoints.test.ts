import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import { holding } from './copies.ts'
import {
  answeredBy,
  challenger,
  champion,
  createLeaps,
  planDocument,
  startRouter,
} from './given.ts'
import { says, startVariant } from './variants.ts'

const variants = [
  ['champion', (two: string[]) => [two, []], champion],
  ['challenger', (two: string[]) => [[], two], challenger],
] as const

const segmentsFor = (key: string) => ({
  segments: [
    { segment: 0, shares: [{ variant: challenger, from: 0, to: key === champion ? 0 : 1 }] },
  ],
})

const planFor = (key: string, addresses: readonly (readonly string[])[], more = {}) =>
  planDocument(
    addresses,
    key === champion
      ? { segments: [{ segment: 0, shares: [] }], ...more }
      : { ...segmentsFor(key), ...more },
  )

const answersOf = (sent: readonly { readonly status: number }[]) => [
  ...new Set(sent.map(({ status }) => status)),
]

// So many at once that failures in a row could open a circuit, if they were failures.
const crowd = { count: 300, atOnce: 60, asking: (nth: number) => asUser(`${nth}`) }

it.each(
  variants,
)('nobody sees that endpoints of the %s are gone, as long as one is left', async (_, lay, key) => {
  const three = await Promise.all([startVariant(), startVariant(), startVariant()])
  const addresses = three.map(({ address }) => address)
  const router = await startRouter(planFor(key, lay(addresses)))
  expect(answersOf(await load(router.address, crowd))).toEqual([200])
  const [one, two, last] = three
  await Promise.all([one.kill(), two.kill()])
  last.forget()
  expect(answersOf(await load(router.address, crowd))).toEqual([200])
  expect(await router.counted()).toEqual([[key, 'Normal', 600, 0]])
  expect(await router.metrics()).toMatch(/contender_route_ejections_total\{variant="[^"]+"\} [1-9]/)
})

it('no caller sees an endpoint of the champion die under load where a retry is allowed, and each failure is counted', async () => {
  const [one, two] = await Promise.all([startVariant(), startVariant()])
  const addresses = [[one.address, two.address], []]
  const router = await startRouter(planFor(champion, addresses, { retry: 'Once' }))
  const [atOne, atTwo] = [holding(), holding()]
  const { atOnce } = crowd
  let asked = 0
  const all = load(router.address, {
    ...crowd,
    asking(nth) {
      if (++asked === 150) {
        one.behave(atOne.behaves)
        two.behave(atTwo.behaves)
      }
      return asUser(`${nth}`)
    },
  })
  const areHeld = () => atOne.held.length + atTwo.held.length === atOnce
  await waitUntil(areHeld, { what: 'all to be under way', limitMs: 60_000 })
  const broken = atOne.held.length
  await one.kill()
  // Nothing is answered before all that broke is under way again, so nothing else can break.
  await waitUntil(() => atTwo.held.length === atOnce, { what: 'the retries', limitMs: 60_000 })
  atTwo.release()
  expect(answersOf(await all)).toEqual([200])
  expect(broken).toBeGreaterThanOrEqual(20)
  expect(await router.counted()).toEqual([[champion, 'Normal', 300, broken]])
})

it('answers on, though an endpoint of the champion takes many requests down with it', async () => {
  const [one, two] = await Promise.all([startVariant(() => {}), startVariant(() => {})])
  const router = await startRouter(planFor(champion, [[one.address, two.address], []]))
  const under = Array.from({ length: 60 }, (_, nth) => ask(router.address, asUser(`${nth}`)))
  await waitUntil(() => one.took.length + two.took.length === 60, {
    ...{ what: 'the requests', limitMs: 60_000 },
  })
  const lost = one.took.length
  two.behave(says('two'))
  await one.kill()
  const broken = under.map((each) => each.then(({ status }) => status))
  await waitUntil(async () => (await router.counted())[0]?.[3] === lost, {
    ...{ what: 'the failures', limitMs: 60_000 },
  })
  expect(lost).toBeGreaterThanOrEqual(20)
  expect(answersOf(await load(router.address, crowd))).toEqual([200])
  await two.kill()
  expect(new Set(await Promise.all(broken))).toEqual(new Set([502]))
})

it('goes to the Service once no endpoint answers, and to the champion once that is gone too', async () => {
  const [old, one, two, door] = await Promise.all([
    startVariant(says('old')),
    startVariant(says('new')),
    startVariant(says('new')),
    startVariant(says('door')),
  ])
  const endpoints = [one.address, two.address]
  const fresh = { name: challenger, endpoints, service: door.address }
  const variants = [{ name: champion, endpoints: [old.address] }, fresh]
  const router = await startRouter(planDocument([], { variants }))
  const bodies = async () => [
    ...new Set((await load(router.address, crowd)).map(({ status, body }) => `${status} ${body}`)),
  ]

  expect(await bodies()).toEqual(['200 new'])
  await Promise.all([one.kill(), two.kill()])
  expect(await bodies()).toEqual(['200 door'])
  expect(await router.counted()).toEqual([[challenger, 'Normal', 600, 0]])
  await door.kill()
  expect(await bodies()).toEqual(['200 old'])
  await old.kill()
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, answeredBy(sent)]).toEqual([503, champion])
  expect(JSON.parse(`${sent.body}`)).toMatchObject({
    code: 'VariantUnreachable',
    error: expect.stringContaining(champion),
  })
  expect(sent.headers['retry-after']).toBe('1')
})

it('takes an endpoint back when it answers again', async () => {
  const [one, two] = await Promise.all([startVariant(says('one')), startVariant(says('two'))])
  const clock = createLeaps()
  const router = await startRouter(planFor(champion, [[one.address, two.address], []]), { clock })
  await one.kill()
  const answers = async () =>
    new Set((await load(router.address, crowd)).map(({ body }) => `${body}`))
  expect(await answers()).toEqual(new Set(['two']))
  await one.revive()
  clock.leap(60_000)
  expect(await answers()).toEqual(new Set(['one', 'two']))
})

it('sends what the champion has failed once more, elsewhere, if the plan says so: its failure is counted all the same', async () => {
  const [bad, good] = await Promise.all([
    startVariant(says('bad', 500)),
    startVariant(says('good')),
  ])
  const addresses = [[bad.address, good.address], []]
  const router = await startRouter(planFor(champion, addresses, { retry: 'Once' }))
  const sent = await load(router.address, { ...crowd, count: 20, atOnce: 1 })
  expect(sent.map(({ status, body }) => `${status} ${body}`)).toEqual(
    Array.from({ length: 20 }, () => '200 good'),
  )
  const failed = bad.took.length
  expect(failed).toBeGreaterThan(0)
  expect(good.took.length).toBe(20)
  expect(await router.counted()).toEqual([[champion, 'Normal', 20, failed]])
})

it('sends nothing twice if the plan does not say so (a check of the test above)', async () => {
  const [bad, good] = await Promise.all([
    startVariant(says('bad', 500)),
    startVariant(says('good')),
  ])
  const router = await startRouter(planFor(champion, [[bad.address, good.address], []]))
  const sent = await load(router.address, { ...crowd, count: 20, atOnce: 1 })
  expect(bad.took.length + good.took.length).toBe(20)
  expect(sent.filter(({ status }) => status === 500).length).toBe(bad.took.length)
})

it('gives what the champion said if there is nobody else to ask, and counts it once for its circuit', async () => {
  const only = await startVariant(says('bad', 500))
  const router = await startRouter(planFor(champion, [[only.address], []], { retry: 'Once' }))
  const sent = await load(router.address, { ...crowd, count: 19, atOnce: 1 })
  expect(sent.map(({ status, body }) => `${status} ${body}`)).toEqual(
    Array.from({ length: 19 }, () => '500 bad'),
  )
  expect(only.took.length).toBe(19)
  expect(await router.metrics()).toContain(`{variant="${champion}",state="Closed"} 1`)
})

it('is not harmed by servers that end connections nobody uses', async () => {
  const only = await startVariant()
  const router = await startRouter(planFor(champion, [[only.address], []]))
  const open = () =>
    new Promise<number>((resolve) => only.server.getConnections((_, count) => resolve(count)))
  for (let nth = 0; nth < 100; nth++) {
    expect((await ask(router.address, asUser('a'))).status).toBe(200)
    only.server.closeIdleConnections()
    while ((await open()) > 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await router.counted()).toEqual([[champion, 'Normal', 100, 0]])
})
