import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import {
  answeredBy,
  challenger,
  champion,
  planDocument,
  type Router,
  receiptOf,
  startRouter,
} from './given.ts'
import { type Behaviour, says, startStranger, startVariant } from './variants.ts'

/** Fewer than may open a circuit, so that each is asked. */
const few = 9

/** For one that hangs: long enough for the champion on a busy machine. */
const timeout = '4s'

type Failing = { readonly title: string; readonly behaves: Behaviour; readonly timeout?: string }

const long = Buffer.alloc(200_000, 'x')

const failing: readonly Failing[] = [
  { title: 'answers 500', behaves: says('boom', 500) },
  { title: 'answers 503 with a body that is too long to keep', behaves: says(long, 503) },
  { title: 'answers 429', behaves: says('busy', 429) },
  { title: 'hangs', behaves: () => {}, timeout },
  {
    title: 'hangs after the head of its answer',
    behaves: (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('x'),
    timeout,
  },
  { title: 'closes the connection', behaves: (_, response) => void response.destroy() },
  {
    title: 'sends less than it says',
    behaves: (_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('only this', () => response.destroy())
    },
  },
  {
    title: 'resets in the middle of a chunked answer',
    behaves: (_, response) => {
      response.writeHead(200)
      response.write('a piece', () => response.socket?.resetAndDestroy())
    },
  },
]

const isSum = async (router: Router, rows: unknown) =>
  expect((await router.counted()).map((row) => [...row])).toEqual(rows)

it.each(
  failing,
)('the champion answers for a challenger that $title, which is counted as its failure', async ({
  behaves,
  timeout = '60s',
}) => {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(behaves)])
  const router = await startRouter(planDocument([[old.address], [fresh.address]], { timeout }))
  const sent = await load(router.address, {
    ...{ count: few, atOnce: few, asking: (nth) => asUser(`${nth}`, { body: `{"n":${nth}}` }) },
  })
  expect(sent.map(({ status, body }) => [status, `${body}`])).toEqual(
    Array.from({ length: few }, () => [200, 'old']),
  )
  expect(sent.map(answeredBy)).toEqual(Array.from({ length: few }, () => champion))
  for (const each of sent) {
    expect(receiptOf(each)).toMatchObject({
      ...{ assigned: challenger, answering: champion, how: 'Fallback', propensity: 1 },
    })
  }
  expect(old.took.map(({ body }) => `${body}`).sort()).toEqual(
    fresh.took.map(({ body }) => `${body}`).sort(),
  )
  await isSum(router, [[challenger, 'Fallback', few, few]])
})

it.each([
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'],
  ['a bad chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['nothing', ''],
])('the champion answers for what sends %s', async (_, bytes) => {
  const old = await startVariant(says('old'))
  const stranger = await startStranger((socket) => void socket.end(bytes))
  const router = await startRouter(planDocument([[old.address], [stranger]]))
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, `${sent.body}`]).toEqual([200, 'old'])
  await isSum(router, [[challenger, 'Fallback', 1, 1]])
})

it('passes on an answer whose reason is no text that HTTP knows', async () => {
  const odd = Buffer.from('HTTP/1.1 200 \u4e2d\u2603\r\ncontent-length: 2\r\n\r\nhi')
  const [old, stranger] = [
    await startVariant(says('old')),
    await startStranger((socket) => void socket.end(odd)),
  ]
  const router = await startRouter(planDocument([[old.address], [stranger]]))
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, `${sent.body}`]).toEqual([200, 'hi'])
})

it.each([
  ['short', 'no'],
  ['long', long],
])('a challenger that refuses what the champion takes (%s) has failed', async (_, body) => {
  const [old, fresh] = [await startVariant(says('old')), await startVariant(says(body, 400))]
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, `${sent.body}`, answeredBy(sent)]).toEqual([200, 'old', champion])
  await isSum(router, [[challenger, 'Fallback', 1, 1]])
})

it.each([
  ['both short', 'new', 'old', 422, 'new', 'Normal'],
  ['the champion’s long', 'new', long, 422, 'new', 'Normal'],
  ['the challenger’s long', long, 'old', 400, 'old', 'Fallback'],
  ['both long', long, long, 400, `${long}`, 'Fallback'],
])('a challenger that refuses what the champion refuses too has not failed (%s)', async (...row) => {
  const [, its, other, status, text, how] = row
  const [old, fresh] = [await startVariant(says(other, 400)), await startVariant(says(its, 422))]
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, `${sent.body}` === text]).toEqual([status, true])
  expect(sent.headers['x-contender-receipt']).toBeUndefined()
  await isSum(router, [[challenger, how, 1, 0]])
})

it('a challenger that refuses while nobody else answers has not failed, and its answer is given', async () => {
  const fresh = await startVariant(says('new', 422))
  const router = await startRouter(planDocument([[], [fresh.address]]))
  const sent = await ask(router.address, asUser('a'))
  expect([sent.status, `${sent.body}`, answeredBy(sent)]).toEqual([422, 'new', challenger])
  await isSum(router, [[challenger, 'Normal', 1, 0]])
})

it('breaks an answer off where a challenger does, once its head is passed on, and counts the failure', async () => {
  const breaks: Behaviour = (_, response) => {
    response.writeHead(200, { 'content-length': 300_000 })
    response.write(long, () => response.destroy())
  }
  const [old, fresh] = [await startVariant(says('old')), await startVariant(breaks)]
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  await expect(ask(router.address, asUser('a'))).rejects.toThrow()
  expect(old.took).toEqual([])
  await isSum(router, [[challenger, 'Normal', 1, 1]])
})

it('counts the failure of a challenger whose caller has left', async () => {
  let release = () => {}
  const waits: Behaviour = (_, response) => {
    release = () => void response.writeHead(500).end()
  }
  const [old, fresh] = [await startVariant(says('old')), await startVariant(waits)]
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const left = new AbortController()
  const asked = fetch(`${router.address}/x`, {
    ...{ method: 'POST', body: '{}', signal: left.signal, headers: { 'x-user-id': 'a' } },
  })
  await waitUntil(() => fresh.took.length === 1, { what: 'the request', limitMs: 60_000 })
  left.abort()
  await expect(asked).rejects.toThrow()
  release()
  await waitUntil(async () => (await router.counted()).length > 0, {
    ...{ what: 'the count', limitMs: 60_000 },
  })
  await isSum(router, [[challenger, 'Fallback', 1, 1]])
})
