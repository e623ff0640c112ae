import { type AddressInfo, createServer } from 'node:net'
import { CoreV1Api } from '@kubernetes/client-node'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import type { Counted } from '../../../src/kube/transport.ts'
import { configFor, json, object, openDoor, refused, startApi } from './api.ts'

const { configMaps } = resources
const bikes = { namespace: 'city', name: 'bikes' }
const get = (door: ReturnType<typeof openDoor>, options = {}) =>
  door.get(configMaps, bikes, options)

it('opens no more than four connections for a thousand calls at once', async () => {
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  const door = openDoor(api.url)
  await Promise.all(Array.from({ length: 1000 }, () => get(door)))
  for (let n = 0; n < 50; n++) await get(door)
  expect(api.seen.length).toBe(1050)
  expect(api.sockets.opened).toBeLessThanOrEqual(4)
})

it('does so where the client left alone opens one for each (negative control)', async () => {
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  const client = configFor(api.url).makeApiClient(CoreV1Api)
  await Promise.all(Array.from({ length: 30 }, () => client.readNamespacedConfigMap(bikes)))
  expect(api.sockets.opened).toBeGreaterThanOrEqual(30)
})

it('lets urgent calls pass while all others hang', async () => {
  const api = await startApi(({ url }, response) => {
    if (url.pathname.endsWith('lease')) json(response, object('lease', 1))
  })
  const door = openDoor(api.url, { timeoutMs: 60_000 })
  const end = new AbortController()
  const hanging = Array.from({ length: 20 }, () => get(door, { signal: end.signal }))
  const lease = { namespace: 'city', name: 'lease' }
  for (let n = 0; n < 10; n++) await door.get(resources.leases, lease, { urgent: true })
  const { length } = api.seen.filter(({ url }) => url.pathname.endsWith('bikes'))
  expect(length).toBe(3)
  end.abort('over')
  for (const call of hanging) await expect(call).rejects.toBe('over')
})

it('goes on after calls that were given up: their slots are free again', async () => {
  let isSick = true
  const api = await startApi((_, response) => {
    if (!isSick) json(response, object('bikes', 1))
  })
  const door = openDoor(api.url)
  const end = new AbortController()
  const sick = Array.from({ length: 10 }, () => get(door, { signal: end.signal }))
  await vi.waitFor(() => expect(api.seen.length).toBe(3))
  end.abort('over')
  await Promise.allSettled(sick)
  isSick = false
  await Promise.all(Array.from({ length: 10 }, () => get(door)))
  await vi.waitFor(() => expect(api.sockets.open).toBeLessThanOrEqual(4))
})

it('waits for an answer as long as it may, the wait for a slot included', async () => {
  const api = await startApi(() => {})
  const door = openDoor(api.url, { timeoutMs: 50 })
  const calls = Array.from({ length: 5 }, () => get(door))
  for (const call of calls) {
    await expect(call).rejects.toMatchObject({
      code: 'ApiUnreachable',
      message: 'cannot get ConfigMap city/bikes: no answer within 0.05 s',
    })
  }
})

it('waits no longer for an answer that stops in the middle', async () => {
  const api = await startApi((_, response) => void response.write('{"metadata":'))
  const door = openDoor(api.url, { timeoutMs: 50 })
  await expect(get(door)).rejects.toMatchObject({ code: 'ApiUnreachable' })
})

it('waits no longer for a connection either, and leaves when it is told to', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silent.close())
  const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const began = performance.now()
  await expect(get(openDoor(url, { timeoutMs: 50 }))).rejects.toMatchObject({
    code: 'ApiUnreachable',
  })
  const signal = AbortSignal.timeout(50)
  await expect(get(openDoor(url), { signal })).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('rejects with the reason of a signal, before, while and after waiting', async () => {
  const api = await startApi(() => {})
  const door = openDoor(api.url)
  await expect(get(door, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
  const end = new AbortController()
  const call = get(door, { signal: end.signal })
  await vi.waitFor(() => expect(api.seen.length).toBe(1))
  end.abort('while')
  await expect(call).rejects.toBe('while')
  expect(api.seen.length).toBe(1)
})

it.each([
  ['is cut', '{"metadata":{', /terminated|closed|content/i],
  ['is a page for people', '<html>\nlog in', /the answer is not JSON: <html>/],
  ['is no object', '{"kind":"Status"}', /the answer is not Kubernetes'/],
])('takes an answer that %s for none', async (_, body, message) => {
  const api = await startApi((_request, response) => {
    response.writeHead(200, { 'content-length': body.length + (body.endsWith('{') ? 9 : 0) })
    response.write(body, () => response.destroy())
    if (!body.endsWith('{')) response.end()
  })
  await expect(get(openDoor(api.url))).rejects.toMatchObject({
    code: 'ApiUnreachable',
    message: expect.stringMatching(message),
  })
})

it('names a server that is not there, and a way to it that is no way', async () => {
  const api = await startApi(() => {})
  api.server.close()
  await expect(get(openDoor(api.url))).rejects.toMatchObject({
    code: 'ApiUnreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  })
  const config = configFor('http://127.0.0.1:1')
  Object.assign(config.getClusters()[0] ?? {}, { skipTLSVerify: false })
  await expect(get(createDoor(() => config))).rejects.toMatchObject({
    code: 'KubeconfigInvalid',
    message: expect.stringContaining('names a server without TLS, http://127.0.0.1:1'),
  })
})

it.each([
  ['3', 3000],
  ['Thu, 01 Jan 1970 00:00:07 GMT', 7000],
  ['soon', undefined],
  ['99999999999', 300_000],
  ['Fri, 31 Dec 2199 23:59:59 GMT', 300_000],
])('hands on when to come again: Retry-After %s', async (header, retryAfterMs) => {
  const api = await startApi((_, response) =>
    json(response, refused(429), 429, { 'retry-after': header }),
  )
  const clock = { now: () => 0, wall: () => 0, sleep: () => new Promise<void>(() => {}) }
  const failed = get(openDoor(api.url, { clock }))
  await expect(failed).rejects.toMatchObject({ code: 'ApiUnavailable', retryAfterMs })
})

it('keeps to the path under which the server is, and says who asks', async () => {
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  await get(openDoor(`${api.url}/clusters/c-1/`))
  expect(api.seen[0]?.url.pathname).toBe('/clusters/c-1/api/v1/namespaces/city/configmaps/bikes')
  expect(api.seen[0]?.headers).toMatchObject({
    'user-agent': 'contender',
    accept: 'application/json',
  })
})

it('counts each call when it ends, by what came of it', async () => {
  const answers: readonly [number, unknown][] = [
    [200, object('bikes', 1)],
    [404, refused(404, { details: { name: 'bikes' } })],
    [403, refused(403)],
  ]
  const api = await startApi((_, response) => {
    const [status, body] = answers[api.seen.length - 1] ?? [200, undefined]
    if (body !== undefined) json(response, body, status)
  })
  const counted: Counted[] = []
  const door = openDoor(api.url, { onCall: (call) => counted.push(call), timeoutMs: 1_000 })
  const end = new AbortController()
  for (let n = 0; n < 4; n++) await get(door).catch(() => {})
  const aborted = get(door, { signal: end.signal }).catch(() => {})
  end.abort()
  await aborted
  expect(counted.map(({ code }) => code)).toEqual([200, 404, 403, 'unreachable', 'aborted'])
  expect(counted[0]).toMatchObject({ verb: 'get', resource: 'configmaps' })
})
