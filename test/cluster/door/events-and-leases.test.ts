import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { createLeaseStore } from '../../../src/kube/leases.ts'
import { resources } from '../../../src/kube/resources.ts'
import { ask, configMap, newNamespace, openDoor } from './ground.ts'

let namespace: string
const { signal } = new AbortController()

beforeAll(async () => {
  namespace = await newNamespace()
})

it('records an event once, however often it is told, for kubectl to show', async () => {
  const door = openDoor()
  const { metadata } = await door.create(configMap(namespace, 'bikes', {}))
  const event = {
    ...{ namespace, name: 'bikes-promoted', reason: 'Promoted', action: 'Promote' },
    ...{ type: 'Normal' as const, note: 'ü'.repeat(2000) },
    regarding: { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'bikes', uid: metadata.uid },
    ...{ reportingController: 'contender.dev/operator', reportingInstance: 'x'.repeat(200) },
  }
  const told = await Promise.all(Array.from({ length: 5 }, () => door.recordEvent(event)))
  expect(told.sort()).toEqual(['known', 'known', 'known', 'known', 'recorded'])
  const { entries } = await door.list(resources.events, { namespace, project: (found) => found })
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ reason: 'Promoted', note: 'ü'.repeat(512) })
})

const lease = (holder: string, term: number, renewedAt = Date.UTC(2026, 0, 1)) => ({
  ...{ holder, term, durationMs: 15_000 },
  ...{ acquiredAt: Date.UTC(2025, 0, 1), renewedAt },
})

function newStores() {
  const ref = { namespace, name: `lease-${randomUUID().slice(0, 8)}` }
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${ref.name}`
  return { path, stores: [1, 2].map(() => createLeaseStore(openDoor(), ref)) }
}

it('reads a lease as it was written, and nothing before', async () => {
  const { stores } = newStores()
  const [store] = stores
  expect(await store?.read(signal)).toBeUndefined()
  const version = await store?.write(lease('a', 1), undefined, signal)
  expect(await store?.read(signal)).toEqual({ version, lease: lease('a', 1) })
  await store?.write({ ...lease('', 1), durationMs: 1500 }, version, signal)
  const freed = await store?.read(signal)
  expect(freed?.lease).toEqual({ ...lease('', 1), durationMs: 2000 })
})

it('gives a lease to one of two who want it at once, new or not', async () => {
  const { stores } = newStores()
  let version: string | undefined
  for (let term = 1; term <= 20; term++) {
    const before = version
    const tries = stores.map((store, n) => store.write(lease(`${n}`, term), before, signal))
    const won = (await Promise.all(tries)).filter((written) => written !== undefined)
    expect(won).toHaveLength(1)
    version = won[0]
  }
})

it('leaves what others have written into the lease, and is late where it was removed', async () => {
  const { stores, path } = newStores()
  const [store] = stores
  await store?.write(lease('a', 1), undefined, signal)
  const more = { metadata: { labels: { mine: 'yes' }, annotations: { mine: 'yes' } } }
  const touched = await ask('PATCH', path, more, 'application/merge-patch+json')
  const version = await store?.write(lease('a', 2), touched.metadata.resourceVersion, signal)
  expect(version).toBeDefined()
  expect(await ask('GET', path)).toMatchObject(more)
  await ask('DELETE', path)
  expect(await store?.write(lease('a', 3), version, signal)).toBeUndefined()
})

it('rejects where the lease cannot be reached', async () => {
  const { stores } = newStores()
  await expect(stores[0]?.read(AbortSignal.abort('late'))).rejects.toBe('late')
})
