import { expect, it } from 'vitest'
import { waitUntil } from '../waiting.ts'
import { create, hits, isThere, maps, named, server, start } from './ground.ts'
import { hear, hearAll } from './wire.ts'

const asking = {
  write: ['POST', maps],
  watch: ['GET', `${maps}?watch=true&resourceVersion=1`],
  page: ['GET', `${maps}?limit=1&continue=abc`],
} as const

it.each([
  ['unauthorized', 'write', 401, 'Unauthorized'],
  ['conflict', 'write', 409, 'Conflict'],
  ['expired', 'watch', 410, 'Expired'],
  ['expired', 'page', 410, 'Expired'],
  ['busy', 'write', 429, 'TooManyRequests'],
  ['broken', 'write', 500, 'InternalError'],
] as const)('%s: a %s is answered %i %s in place of the server', async (kind, role, code, reason) => {
  const proxy = await start()
  proxy.inject(kind, { retryAfterS: 7 })
  const [method, path] = asking[role]
  const name = `refused-${code}`
  const body = role === 'write' ? named(name) : ''
  const heard = await hearAll(proxy.access, method, path, { body })
  expect(heard).toMatchObject({ status: code, ended: 'cleanly' })
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason }
  expect(JSON.parse(heard.text)).toMatchObject({ ...status, message: expect.any(String) })
  expect(heard.headers['retry-after']).toBe(kind === 'busy' ? '7' : undefined)
  expect(await isThere(name)).toBe(false)
  expect(hits(proxy)).toEqual({ [kind]: 1 })
  expect(proxy.requests).toMatchObject([{ method, role, status: code, hits: [kind] }])
})

it('a reset before: the server never hears of the write', async () => {
  const proxy = await start()
  proxy.inject('resetBefore')
  const asked = hear(proxy.access, 'POST', maps, { body: named('before') })
  await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await isThere('before')).toBe(false)
  expect(hits(proxy)).toEqual({ resetBefore: 1 })
})

it('a reset after: the write is done, and its answer lost', async () => {
  const proxy = await start()
  proxy.inject('resetAfter')
  const asked = hear(proxy.access, 'POST', maps, { body: named('after') })
  await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await isThere('after')).toBe(true)
  expect(hits(proxy)).toEqual({ resetAfter: 1 })
})

it('silence: the write is done, no answer comes, and nothing ends until the client gives up', async () => {
  const proxy = await start()
  proxy.inject('silence')
  const given = new AbortController()
  const asked = hear(proxy.access, 'POST', maps, { body: named('silent'), signal: given.signal })
  const outcome = asked.then(
    () => 'answered',
    () => 'gave up',
  )
  await waitUntil(() => proxy.counts.silence === 1, { what: 'the silence', limitMs: 30_000 })
  expect(await isThere('silent')).toBe(true)
  // The proxy is alive, and others are served.
  expect((await hearAll(proxy.access, 'GET', `${maps}/silent`)).status).toBe(200)
  expect(await Promise.race([outcome, 'pending'])).toBe('pending')
  given.abort()
  expect(await outcome).toBe('gave up')
})

it('a delay: the answer comes whole, but late', async () => {
  const proxy = await start()
  proxy.inject('delay', { delayMs: 300 })
  const begun = performance.now()
  const late = await hearAll(proxy.access, 'GET', maps)
  expect(performance.now() - begun).toBeGreaterThanOrEqual(299)
  expect(late).toMatchObject({ status: 200, ended: 'cleanly' })
  expect(JSON.parse(late.text).kind).toBe('ConfigMapList')
  expect(hits(proxy)).toEqual({ delay: 1 })
})

it('a truncated answer ends cleanly in the middle of its JSON', async () => {
  const proxy = await start()
  // Of the first the server says how long it is; the second it sends in chunks.
  const shortAndLong = ['/version', '/version', '/api/v1', '/api/v1']
  for (const [i, path] of shortAndLong.entries()) {
    const whole = await hearAll(server, 'GET', path)
    proxy.inject('truncate', { part: i % 2 })
    const { status, ended, text, headers } = await hearAll(proxy.access, 'GET', path)
    expect({ status, ended, length: headers['content-length'] }).toEqual({
      status: 200,
      ended: 'cleanly',
      length: undefined,
    })
    expect(whole.text.startsWith(text)).toBe(true)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  }
  expect(hits(proxy)).toEqual({ truncate: 4 })
})

it.each([
  ['expired', 410],
  ['broken', 500],
  ['resetBefore', 'ECONNRESET'],
] as const)('between pages: the first comes, the next meets «%s», and asked again it comes', async (between, outcome) => {
  const proxy = await start()
  for (const name of ['page-a', 'page-b'])
    await create(server, maps, `${name}-${between.toLowerCase()}`)
  proxy.inject('betweenPages', { between })
  const first = JSON.parse((await hearAll(proxy.access, 'GET', `${maps}?limit=1`)).text)
  const next = `${maps}?limit=1&continue=${first.metadata.continue}`
  const met = await hearAll(proxy.access, 'GET', next).then(
    ({ status }) => status,
    ({ code }) => code,
  )
  expect(met).toBe(outcome)
  expect((await hearAll(proxy.access, 'GET', next)).status).toBe(200)
  expect(hits(proxy)).toEqual({ betweenPages: 1 })
})

it('a wish waits for a request that it may hit and that matches, as often as wished', async () => {
  const proxy = await start()
  proxy.inject('broken', { match: ({ path }) => path.endsWith('/b'), times: 2 })
  proxy.inject('conflict')
  const statuses = []
  for (const path of ['a', 'b', 'b', 'b']) {
    statuses.push((await hearAll(proxy.access, 'GET', `${maps}/${path}`)).status)
  }
  expect(statuses).toEqual([404, 500, 500, 404])
  expect(proxy.requests.map(({ hits }) => hits.length)).toEqual([0, 1, 1, 0])
  expect(hits(proxy)).toEqual({ broken: 2 })
  proxy.calm()
  await create(proxy.access, maps, 'no-conflict')
})
