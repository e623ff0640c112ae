import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { ask, asUser } from './asking.ts'
import { answeredBy, challenger, champion, planDocument, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

async function given(behaves?: Behaviour, more = {}) {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(behaves)])
  const router = await startRouter(planDocument([[old.address], [fresh.address]], more))
  return { old, fresh, router }
}

const bytesOf = (random: () => number, length: number) => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at += 4) {
    const word = Math.floor(random() * 2 ** 32)
    if (at + 4 <= length) bytes.writeUInt32LE(word, at)
    else bytes.fill(word & 0xff, at)
  }
  return bytes
}

const sizes = [1, 2, 1_000, 65_535, 65_536, 65_537, 1_000_000, 20_000_000]

it.each(sizes)('carries %d bytes both ways as they are', async (size) => {
  const { fresh, router } = await given(({ body }, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    response.end(Buffer.from(body).reverse())
  })
  const body = bytesOf(chance(size), size)
  const sent = await ask(router.address, asUser('a', { body }))
  expect(fresh.took[0]?.body.equals(body)).toBe(true)
  expect(sent.body.equals(Buffer.from(body).reverse())).toBe(true)
  expect(answeredBy(sent)).toBe(challenger)
})

it('carries bodies of any size that come in pieces, many at a time', async () => {
  const random = chance(3)
  const { fresh, router } = await given(({ body }, response) => {
    response.writeHead(200)
    for (let at = 0; at < body.length; at += 30_000) response.write(body.subarray(at, at + 30_000))
    response.end()
  })
  fresh.forget()
  const bodies = Array.from({ length: 60 }, () => bytesOf(random, below(random, 300_000)))
  const sent = await Promise.all(
    bodies.map((body, nth) => {
      const headers = { 'transfer-encoding': 'chunked' }
      return ask(router.address, asUser(`${nth}`, { body, headers }))
    }),
  )
  expect(sent.map(({ body }, nth) => body.equals(bodies[nth] ?? Buffer.alloc(0)))).toEqual(
    bodies.map(() => true),
  )
})

it('leaves packed bodies packed', async () => {
  const packed = gzipSync(Buffer.alloc(100_000, 'abc'))
  const headers = { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }
  const { fresh, router } = await given(says(packed, 200, { 'content-encoding': 'gzip' }))
  const sent = await ask(router.address, asUser('a', { body: packed, headers }))
  expect(fresh.took[0]?.body.equals(packed)).toBe(true)
  expect(fresh.took[0]?.headers).toMatchObject(headers)
  expect(sent.body.equals(packed)).toBe(true)
  expect(sent.headers['content-encoding']).toBe('gzip')
})

it('passes headers on, but for those of the connection and ours', async () => {
  const { fresh, router } = await given((_, response) => {
    response.writeHead(200, [
      ...['set-cookie', 'a=1', 'Set-Cookie', 'b=2', 'connection', 'keep-alive, x-hop'],
      ...['x-hop', '1', 'x-latin', 'gr\xf6\xdfe', 'x-contender-variant', 'liar'],
      ...['x-contender-receipt', 'forged', 'traceparent', '00-ab-cd-01', 'content-length', '0'],
    ])
    response.end()
  })
  const headers = {
    ...{ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    ...{
      'x-request-id': 'r-1',
      'x-two': ['1', '2'],
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
    },
    ...{ 'x-contender-receipt': 'mine', 'x-latin': 'gr\xf6\xdfe', te: 'trailers' },
  }
  const sent = await ask(router.address, asUser('a', { headers }))
  const [took] = fresh.took
  expect(took?.headers).toMatchObject({
    ...{ traceparent: headers.traceparent, 'x-request-id': 'r-1', 'x-two': '1, 2' },
    ...{ 'x-latin': 'gr\xf6\xdfe', host: fresh.address, 'x-user-id': 'a' },
  })
  expect(Object.keys(took?.headers ?? {})).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(x-hop|te|x-contender-receipt)$/)]),
  )
  expect(sent.headers).toMatchObject({
    ...{ 'set-cookie': ['a=1', 'b=2'], 'x-latin': 'gr\xf6\xdfe', traceparent: '00-ab-cd-01' },
    'x-contender-variant': challenger,
  })
  expect(sent.headers['x-hop']).toBeUndefined()
  expect(sent.headers['x-contender-receipt']).not.toBe('forged')
  expect(
    sent.rawHeaders.filter((name) => /^x-contender-(variant|receipt)$/i.test(name)),
  ).toHaveLength(2)
})

it('asks each variant at its own path, and others where the client asked', async () => {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('no', 500))])
  const variants = [
    { name: champion, endpoints: [old.address] },
    { name: challenger, endpoints: [fresh.address], path: '/score?v=2' },
  ]
  const router = await startRouter(planDocument([], { variants }))
  await ask(router.address, asUser('a', { path: '/v2/models/m/infer?x=1' }))
  await ask(router.address, { method: 'GET', path: '/v2' })
  expect(fresh.took.map(({ url }) => url)).toEqual(['/score?v=2&x=1'])
  expect(old.took.map(({ url }) => url)).toEqual(['/v2/models/m/infer?x=1', '/v2'])
})

it('lets the champion answer whatever is no prediction, and counts nothing of it', async () => {
  const { old, fresh, router } = await given()
  old.behave(({ method }, response) => {
    response.writeHead(200, { 'content-length': 5 }).end(method === 'HEAD' ? undefined : 'hello')
  })
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    const sent = await ask(router.address, { method, path: '/v2/health/ready' })
    expect([method, sent.status, `${sent.body}`, answeredBy(sent)]).toEqual([
      ...[method, 200, 'hello', champion],
    ])
    expect(sent.headers['x-contender-receipt']).toBeUndefined()
  }
  const head = await ask(router.address, { method: 'HEAD', path: '/v2' })
  expect([head.status, head.headers['content-length'], `${head.body}`]).toEqual([200, '5', ''])
  old.behave((_, response) => void response.writeHead(200, { 'x-a': 'b' }).end())
  const unsized = await ask(router.address, { method: 'HEAD', path: '/v2' })
  expect(unsized.headers['content-length']).toBeUndefined()
  expect(fresh.took).toEqual([])
  expect(await router.counted()).toEqual([])
})

it('tells those behind how long they may take, which is what the caller waits at most', async () => {
  const { fresh, router } = await given(says('new'), { timeout: '30s' })
  const told = async (asked: string | undefined) => {
    const headers = asked === undefined ? {} : { 'x-contender-timeout-ms': asked }
    await ask(router.address, asUser('a', { headers }))
    return Number(fresh.took.at(-1)?.headers['x-contender-timeout-ms'])
  }
  expect(await told(undefined)).toBe(30_000)
  expect(await told('1000000')).toBe(30_000)
  expect(await told('nonsense')).toBe(30_000)
  expect(await told('-5')).toBe(30_000)
  expect(await told('20000')).toBeGreaterThan(10_000)
  expect(await told('20000')).toBeLessThanOrEqual(20_000)
})

it('lets nobody wait longer than they said, the champion’s turn included', async () => {
  const { old, fresh, router } = await given(() => {})
  old.behave(() => {})
  const headers = { 'x-contender-timeout-ms': '300' }
  const sent = await ask(router.address, asUser('a', { headers }))
  expect([sent.status, JSON.parse(`${sent.body}`).code]).toEqual([504, 'VariantTimeout'])
  expect([fresh.took.length, old.took.length]).toEqual([1, 0])
  expect(await router.counted()).toEqual([[challenger, 'Fallback', 1, 1]])
})

it('does not blame a variant for a caller who reads slowly', async () => {
  const size = 30_000_000
  const { old, fresh, router } = await given(says(Buffer.alloc(size)), {
    ...{ timeout: '3s', segments: shares(1) },
  })
  const url = `${router.address}/v2/models/m/infer`
  const slow = await new Promise<import('node:http').IncomingMessage>((resolve, reject) =>
    request(url, { method: 'POST', headers: { 'x-user-id': 'a' } }, resolve)
      .on('error', reject)
      .end('{}'),
  )
  slow.pause()
  // Who waits for the same time without an answer has had it, so the first one would be over as well.
  fresh.behave(() => {})
  old.behave(() => {})
  const later = await ask(router.address, { method: 'GET', path: '/hangs' })
  expect(later.status).toBe(504)
  expect((await buffer(slow)).length).toBe(size)
  expect(await router.counted()).toEqual([[challenger, 'Normal', 1, 0]])
})
