import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, raw } from './asking.ts'
import { planDocument, startRouter } from './given.ts'
import { says, startVariant } from './variants.ts'

async function given(settings = {}) {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const router = await startRouter(planDocument([[old.address], [fresh.address]]), settings)
  return { old, fresh, router }
}

/** Open, and it stays so until the end of the test. */
async function opened(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}

const statusOf = (answer: string) => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]

it('goes on answering while hundreds trickle their requests', async () => {
  const { router } = await given()
  const slow = await Promise.all(Array.from({ length: 300 }, () => opened(router.address)))
  slow.forEach((socket, nth) => {
    socket.write('POST /x HTTP/1.1\r\nhost: a\r\n')
    if (nth % 2 === 0) socket.write('content-length: 1000\r\n\r\nsome')
  })
  expect(`${(await ask(router.address, asUser('a'))).body}`).toBe('new')
})

it.each([
  ['heads that are too long', `x-long: ${'x'.repeat(20_000)}\r\n`, '431'],
  ['what is no header', 'no header at all\r\n', '400'],
  ['two lengths', 'content-length: 1\r\ncontent-length: 2\r\n', '400'],
  ['a length and chunks', 'content-length: 1\r\ntransfer-encoding: chunked\r\n', '400'],
])('refuses %s', async (_, line, status) => {
  const { fresh, router } = await given()
  const answer = await raw(router.address, `POST /x HTTP/1.1\r\nhost: a\r\n${line}\r\n`)
  expect(statusOf(answer)).toBe(status)
  expect(fresh.took).toEqual([])
})

it('refuses bodies that are too long, told or not, and keeps nothing of them', async () => {
  const { fresh, router } = await given({ bodyBytes: 1_000 })
  const code = async (headers: Record<string, string>) => {
    const sent = await ask(router.address, asUser('a', { headers, body: Buffer.alloc(1_001) }))
    return [sent.status, JSON.parse(`${sent.body}`).code]
  }
  expect(await code({})).toEqual([413, 'BodyTooLarge'])
  expect(await code({ 'transfer-encoding': 'chunked' })).toEqual([413, 'BodyTooLarge'])
  expect((await ask(router.address, asUser('a', { body: Buffer.alloc(1_000) }))).status).toBe(200)
  expect(fresh.took.length).toBe(1)
  await waitUntil(async () => (await router.metrics()).includes('contender_route_body_bytes 0'), {
    ...{ what: 'the bytes to be given back', limitMs: 60_000 },
  })
  expect(await router.metrics()).toContain('contender_route_refused_total{code="BodyTooLarge"} 2')
})

it('keeps no more bodies at a time than it may', async () => {
  const { router } = await given({ memoryBytes: 10_000 })
  const holder = await opened(router.address)
  holder.write(`POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 9000\r\n\r\n${'x'.repeat(8_999)}`)
  await waitUntil(
    async () => (await router.metrics()).includes('contender_route_body_bytes 8999'),
    {
      ...{ what: 'the body', limitMs: 60_000 },
    },
  )
  const refused = await ask(router.address, asUser('a', { body: Buffer.alloc(2_000) }))
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1'])
  holder.write('x')
  await waitUntil(async () => (await router.metrics()).includes('contender_route_body_bytes 0'), {
    ...{ what: 'the bytes to be given back', limitMs: 60_000 },
  })
  const sent = await ask(router.address, asUser('a', { body: Buffer.alloc(2_000) }))
  expect(sent.status).toBe(200)
})

it('takes no more requests at a time than it may', async () => {
  const { fresh, router } = await given({ mostRequests: 2 })
  const waiting: (() => void)[] = []
  fresh.behave((_, response) => waiting.push(() => void response.end('new')))
  const two = [1, 2].map((nth) => ask(router.address, asUser(`${nth}`)))
  await waitUntil(() => waiting.length === 2, { what: 'both', limitMs: 60_000 })
  expect((await ask(router.address, asUser('c'))).status).toBe(429)
  for (const release of waiting) release()
  expect((await Promise.all(two)).map(({ status }) => status)).toEqual([200, 200])
})

it('answers requests that are sent at once in their order', async () => {
  const { fresh, router } = await given()
  const releases: (() => void)[] = []
  fresh.behave(({ url }, response) => {
    releases.push(() => void response.end(url))
    if (releases.length === 3) for (const release of releases.reverse()) release()
  })
  const one = (path: string, more = '') =>
    `POST ${path} HTTP/1.1\r\nhost: a\r\nx-user-id: a\r\ncontent-length: 2\r\n${more}\r\n{}`
  const answer = await raw(
    router.address,
    one('/first') + one('/second') + one('/third', 'connection: close\r\n'),
  )
  expect(answer.match(/\/(first|second|third)/g)).toEqual(['/first', '/second', '/third'])
})

it.each([
  ['100-continue', ['100', '200']],
  ['what-nobody-knows', ['200']],
])('answers who expects %s', async (expected, statuses) => {
  const { fresh, router } = await given()
  const answer = await raw(
    router.address,
    `POST /x HTTP/1.1\r\nhost: a\r\nexpect: ${expected}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
  )
  expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses)
  expect(fresh.took[0]?.headers.expect).toBeUndefined()
})

it('answers who takes it for a proxy, and refuses what names no path', async () => {
  const { fresh, old, router } = await given()
  const send = (line: string) =>
    raw(router.address, `${line} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
  expect(statusOf(await send('POST http://elsewhere.example/v2/x/infer?y'))).toBe('200')
  expect(fresh.took[0]?.url).toBe('/v2/x/infer?y')
  for (let nth = 0; nth < 25; nth++) expect(statusOf(await send('OPTIONS *'))).toBe('400')
  expect(old.took).toEqual([])
  expect((await ask(router.address, { method: 'GET' })).status).toBe(200)
})

it('answers HTTP/1.0', async () => {
  const { fresh, router } = await given()
  fresh.behave((_, response) => void response.end(Buffer.alloc(100_000, 'y')))
  const { hostname, port } = new URL(router.address)
  const socket = connect(Number(port), hostname)
  socket.write('POST /x HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}')
  const answer = await text(socket)
  expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe('y'.repeat(100_000))
})

it('counts who has sent all of a request and closed his half once, and nobody whose request is not whole', async () => {
  const { fresh, router } = await given()
  const request = (body: string, length = body.length) =>
    `POST /x HTTP/1.1\r\nhost: a\r\nx-user-id: a\r\ncontent-length: ${length}\r\n\r\n${body}`
  /** Node ends the other half, too, as other proxies do: who closes has left. */
  const halfClosed = async (bytes: string) => {
    const socket = await opened(router.address)
    socket.end(bytes)
    return text(socket)
  }
  await Promise.all([halfClosed(request('whole')), halfClosed(request('half', 100))])
  const isCounted = async () => (await router.counted()).length > 0
  await waitUntil(isCounted, { what: 'the request to be counted', limitMs: 60_000 })
  expect(fresh.took.map(({ body }) => `${body}`)).toEqual(['whole'])
  expect(await router.counted()).toEqual([['new@00000002', 'Normal', 1, 0]])
})
