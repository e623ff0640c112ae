import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import {
  challenger,
  champion,
  createLeaps,
  planDocument,
  receiptOf,
  shares,
  startRouter,
} from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

const bad = says('bad', 500)
const asking = (nth: number) => asUser(`${nth}`)

async function given(more = {}, share = 1) {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const clock = createLeaps()
  const plan = planDocument([[old.address], [fresh.address]], { segments: shares(share), ...more })
  const router = await startRouter(plan, { clock })
  const send = (count: number, atOnce = 1) => load(router.address, { count, atOnce, asking })
  return { old, fresh, clock, router, send }
}

it('leaves a challenger that keeps failing alone, tries it again with one request, and takes it back', async () => {
  const { fresh, clock, router, send } = await given()
  fresh.behave(bad)
  expect(new Set((await send(30)).map(({ body }) => `${body}`))).toEqual(new Set(['old']))
  expect(fresh.took.length).toBe(20)
  expect(receiptOf(await ask(router.address, asking(0))).how).toBe('CircuitOpen')
  expect(await router.metrics()).toContain(`{variant="${challenger}",state="Open"} 1`)

  clock.leap(5_000)
  await send(10)
  expect(fresh.took.length).toBe(21)
  expect(await router.counted()).toEqual([
    [challenger, 'CircuitOpen', 20, 20],
    [challenger, 'Fallback', 21, 21],
  ])

  fresh.behave(says('new'))
  clock.leap(5_000)
  expect(new Set((await send(10)).map(({ body }) => `${body}`))).toEqual(new Set(['new']))
  expect(await router.metrics()).toContain(`{variant="${challenger}",state="Closed"} 1`)
})

it('tries it with one request at a time, however many wait', async () => {
  const { fresh, clock, router, send } = await given()
  fresh.behave(bad)
  await send(20)
  clock.leap(5_000)
  let release = () => {}
  const waits: Behaviour = (_, response) => {
    release = () => void response.end('new')
  }
  fresh.behave(waits)
  const probe = ask(router.address, asking(0))
  await waitUntil(() => fresh.took.length === 21, { what: 'the probe', limitMs: 60_000 })
  expect(new Set((await send(20, 10)).map(({ body }) => `${body}`))).toEqual(new Set(['old']))
  expect(fresh.took.length).toBe(21)
  fresh.behave(says('new'))
  release()
  expect(`${(await probe).body}`).toBe('new')
  expect(`${(await ask(router.address, asking(0))).body}`).toBe('new')
})

it('says so where it is the champion that has stopped to answer', async () => {
  const { old, clock, send } = await given({}, 0)
  old.behave(bad)
  const codes = (await send(25)).map(({ status, body }) =>
    status === 500 ? '500' : `${status} ${JSON.parse(`${body}`).code}`,
  )
  expect(codes).toEqual([
    ...Array.from({ length: 20 }, () => '500'),
    ...Array.from({ length: 5 }, () => '503 CircuitOpen'),
  ])
  old.behave(says('old'))
  clock.leap(1_000)
  expect((await send(5)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

it('takes nobody’s variant away because callers have no patience, or ask for what fails', async () => {
  const { old, router } = await given({}, 0)
  old.behave(({ method }, response) => {
    if (method === 'GET') response.writeHead(500).end()
    else if (method === 'DELETE') response.destroy()
  })
  const hurried = { headers: { 'x-contender-timeout-ms': '1' } }
  for (let nth = 0; nth < 25; nth++) {
    expect((await ask(router.address, asUser('a', hurried))).status).toBe(504)
    expect((await ask(router.address, { method: 'GET' })).status).toBe(500)
    expect((await ask(router.address, { method: 'DELETE' })).status).toBe(502)
  }
  expect(await router.metrics()).toContain(`{variant="${champion}",state="Closed"} 1`)
  old.behave(says('old'))
  expect(`${(await ask(router.address, asUser('a'))).body}`).toBe('old')
  // A caller that was not answered in its time was not answered all the same.
  expect(await router.counted()).toEqual([[champion, 'Normal', 26, 25]])
})
