import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, expect, inject } from 'vitest'
import type { Access } from '../client.ts'
import { type FaultProxy, startFaultProxy } from './proxy.ts'
import { hear, hearAll } from './wire.ts'

/** The ground for tests of the fault proxy: a namespace to each file, and proxies that end with their test. */
export const server = inject('apiServer')
const namespace = `faults-${randomUUID().slice(0, 8)}`
export const maps = `/api/v1/namespaces/${namespace}/configmaps`
const proxies: FaultProxy[] = []

beforeAll(() => create(server, '/api/v1/namespaces', namespace))
afterEach(async () => {
  await Promise.all(proxies.splice(0).map(({ close }) => close()))
})

export async function start(options: Partial<Parameters<typeof startFaultProxy>[0]> = {}) {
  const proxy = await startFaultProxy({ access: server, ...options })
  proxies.push(proxy)
  return proxy
}

export const named = (name: string) => JSON.stringify({ metadata: { name } })

/** Returns the version that it was created with. */
export async function create(access: Access, path: string, name: string): Promise<string> {
  const { status, text } = await hearAll(access, 'POST', path, { body: named(name) })
  expect(status, text).toBe(201)
  return JSON.parse(text).metadata.resourceVersion
}

/** What the server itself knows, the proxy left aside. */
export async function isThere(name: string): Promise<boolean> {
  return (await hearAll(server, 'GET', `${maps}/${name}`)).status === 200
}

/** Changes an object, the proxy left aside: each time one line for its watches. */
export async function touch(name: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const body = JSON.stringify({ data: { touch: randomUUID() } })
    const headers = { 'content-type': 'application/merge-patch+json' }
    const { status, text } = await hearAll(server, 'PATCH', `${maps}/${name}`, { body, headers })
    expect(status, text).toBe(200)
  }
}

/** A watch of one object from a version on. */
export const watch = (access: Access, name: string, version: string, more = '') =>
  hear(access, 'GET', watchPath(name, version) + more)

export const watchPath = (name: string, version: string) =>
  `${maps}?watch=true&resourceVersion=${version}&fieldSelector=metadata.name%3D${name}`

/** What was injected, by kind. */
export const hits = ({ counts }: FaultProxy) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
