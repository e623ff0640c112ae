import { expect, it } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, load } from './asking.ts'
import { asking, codesOf, copiesAre, given, holding, rowsOf, shadowing } from './copies.ts'
import {
  answeredBy,
  challenger,
  champion,
  planDocument,
  type Router,
  receiptOf,
  shares,
  startRouter,
} from './given.ts'
import { type Behaviour, says, startStranger, startVariant } from './variants.ts'

/** Whether a request is answered while the challenger keeps its own to itself. */
async function comesFirst(
  { address }: Router,
  fresh: Awaited<ReturnType<typeof startVariant>>,
): Promise<boolean> {
  const { behaves, release, held } = holding()
  fresh.behave(behaves)
  let isHere = false
  const sent = ask(address, asking(0)).then(() => {
    isHere = true
  })
  await waitUntil(() => held.length === 1, { what: 'the challenger’s', limitMs: 60_000 })
  // Long enough for an answer that has nothing to wait for.
  await load(address, { count: 100, atOnce: 1, asking: () => ({ method: 'GET' }) })
  const cameFirst = isHere
  release()
  await sent
  return cameFirst
}

it('answers without waiting for copies', async () => {
  const { router, fresh } = await given()
  expect(await comesFirst(router, fresh)).toBe(true)
})

it('would be seen to wait for a challenger that has to answer itself', async () => {
  const { router, fresh } = await given({ segments: shares(1) })
  expect(await comesFirst(router, fresh)).toBe(false)
})

const long = Buffer.alloc(200_000, 'x')

const lies = {
  ...{ 'x-contender-variant': 'liar@00000000', 'x-contender-receipt': 'AAAA' },
  'x-contender-prediction': '{"label":{"__proto__":[1e999]},"probabilities":{"a":"b"}}',
}

type Bad = { readonly title: string; readonly behaves: Behaviour; readonly code: string }

const bad: readonly Bad[] = [
  { title: 'answers 500', behaves: says('boom', 500), code: 'ServerError' },
  { title: 'has too much to do', behaves: says('busy', 429), code: 'ServerError' },
  { title: 'refuses', behaves: says('no', 400), code: 'Refused' },
  { title: 'lies', behaves: says('lie', 200, lies), code: 'Ok' },
  { title: 'answers at length', behaves: says(long), code: 'Ok' },
  { title: 'hangs', behaves: () => {}, code: 'Timeout' },
  { title: 'crashes', behaves: (_, response) => void response.destroy(), code: 'Broken' },
  {
    title: 'crashes in the middle of a long answer',
    behaves: (_, response) => {
      response.writeHead(200, { 'content-length': 300_000 })
      response.write(long, () => response.destroy())
    },
    code: 'Broken',
  },
  {
    title: 'never comes to an end',
    behaves: (_, response) => {
      response.writeHead(200)
      const more = setInterval(() => response.write('more'), 20)
      response.on('close', () => clearInterval(more))
    },
    code: 'Timeout',
  },
]

/** Fewer than may open a circuit. */
const few = 9

it.each(bad)('gives the champion’s answers as they are where a challenger $title', async ({
  behaves,
  code,
}) => {
  const { old, fresh, router } = await given({ timeout: code === 'Timeout' ? '4s' : '60s' })
  old.behave(says('old', 200, { 'x-model': 'mine' }))
  fresh.behave(behaves)
  const sent = await load(router.address, { count: few, atOnce: few, asking })
  expect(sent.map(({ status, body }) => `${status} ${body}`)).toEqual(sent.map(() => '200 old'))
  expect(sent.map(answeredBy)).toEqual(sent.map(() => champion))
  for (const each of sent) {
    expect(each.headers['x-model']).toBe('mine')
    expect(receiptOf(each)).toMatchObject({
      assigned: champion,
      answering: champion,
      how: 'Normal',
    })
  }
  await copiesAre(router, few)
  expect(await codesOf(router)).toEqual({ [code]: few })
  const failed = code === 'Ok' ? 0 : few
  expect(await router.counted()).toEqual([
    [challenger, 'Shadow', few, failed],
    [champion, 'Normal', few, 0],
  ])
})

it('gives them also where there is no challenger, or what answers is no HTTP', async () => {
  const old = await startVariant(says('old'))
  const stranger = await startStranger((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
  for (const endpoints of [[], ['127.0.0.1:1'], [stranger]]) {
    const router = await startRouter(planDocument([[old.address], endpoints], shadowing()))
    expect(`${(await ask(router.address, asking(0))).body}`).toBe('old')
    await copiesAre(router, 1)
    expect(await router.counted()).toContainEqual([challenger, 'Shadow', 1, 1])
  }
})

it('copies a request as it came, marked as a copy, to where the challenger takes them', async () => {
  const { old, fresh, router, planAt } = await given()
  const { variants } = planAt() as { variants: JsonObject[] }
  variants[1] = { ...variants[1], path: '/v2/models/new/infer' }
  await router.push(planAt({ variants, planRevision: 2 }))
  const headers = { 'content-encoding': 'gzip', 'x-contender-copy': 'mine', 'x-mine': '1' }
  await ask(router.address, asking(7, { headers, body: Buffer.from([0x1f, 0x8b, 0, 255]) }))
  await copiesAre(router, 1)
  expect(fresh.took.map(({ method, url, body }) => [method, url, [...body]])).toEqual([
    ['POST', '/v2/models/new/infer', [0x1f, 0x8b, 0, 255]],
  ])
  const ours = { ...headers, 'x-contender-copy': 'shadow', 'x-user-id': '7' }
  expect(fresh.took[0]?.headers).toMatchObject({ ...ours, 'x-contender-timeout-ms': '60000' })
  expect(old.took[0]?.headers['x-contender-copy']).toBeUndefined()
})

it('never copies what a caller has chosen, or a challenger has answered, or what is no prediction', async () => {
  const { fresh, router, planAt } = await given({ allowOverride: true })
  for (const chosen of ['old', 'new', champion, challenger]) {
    await ask(router.address, asking(1, { headers: { 'x-contender-variant': chosen } }))
  }
  await ask(router.address, { method: 'GET' })
  await router.push(planAt({ segments: shares(1), planRevision: 2, epoch: 2 }))
  fresh.behave(says('no', 500)) // so that the champion answers, for it
  await load(router.address, { count: 30, atOnce: 1, asking })
  await router.push(planAt({ planRevision: 3, epoch: 3 }))
  const { sequence } = receiptOf(await ask(router.address, asking(0)))
  const tally = await copiesAre(router, 1)
  expect(rowsOf(tally)).toMatchObject([{ epoch: 3 }])
  expect(sequence).toBeGreaterThan(0)
  const copies = fresh.took.filter(({ headers }) => headers['x-contender-copy'] !== undefined)
  expect(copies.length).toBeLessThanOrEqual(1) // its circuit may be open
})

it('opens the circuit of a challenger that copies are too much for, and of nobody else', async () => {
  const { fresh, router } = await given()
  fresh.behave(says('busy', 503))
  const sent = await load(router.address, { count: 30, atOnce: 1, asking })
  expect(new Set(sent.map(({ body }) => `${body}`))).toEqual(new Set(['old']))
  await copiesAre(router, 30)
  const { ServerError = 0, CircuitOpen = 0 } = await codesOf(router)
  expect([ServerError >= 20, ServerError + CircuitOpen]).toEqual([true, 30])
  expect(fresh.took.length).toBe(ServerError)
  const page = await router.metrics()
  expect(page).toContain(`{variant="${challenger}",state="Open"} 1`)
  expect(page).toContain(`{variant="${champion}",state="Closed"} 1`)
  expect(await router.counted()).toEqual([
    [challenger, 'Shadow', 30, 30],
    [champion, 'Normal', 30, 0],
  ])
})
