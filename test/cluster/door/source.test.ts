import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createSource } from '../../../src/kube/source.ts'
import type { Change, Entry } from '../../../src/reconciler/source.ts'
import { waitUntil } from '../waiting.ts'
import { ask, configMap, newNamespace, openDoor } from './ground.ts'

const { configMaps } = resources

let namespace: string
let door: ReturnType<typeof openDoor>

beforeEach(async () => {
  namespace = await newNamespace()
  door = openDoor()
})

const project = ({ metadata }: Stored): Entry => ({
  key: `${metadata.namespace}/${metadata.name}`,
  version: metadata.resourceVersion,
})

const future = '9'.repeat(15)

function open(labelSelector?: string) {
  const end = new AbortController()
  const told: Change<Entry>[] = []
  const source = createSource(door, configMaps, { namespace, labelSelector, project })
  const listen = (from: string) =>
    source.watch(from, (change) => void (change.kind !== 'open' && told.push(change)), end.signal)
  const heard = (n: number) =>
    waitUntil(() => told.length >= n, { what: `${n} changes`, limitMs: 30_000 })
  return { source, told, listen, heard, end }
}

it('tells what happens after a list, in its order, and what ends to match a selector', async () => {
  const { source, told, listen, heard, end } = open('kept')
  const listed = await source.list(end.signal)
  if (listed.kind !== 'listed') throw new Error(listed.kind)
  const ended = listen(listed.version)
  const labelled = (name: string) => {
    const wanted = configMap(namespace, name, {})
    return { ...wanted, metadata: { ...wanted.metadata, labels: { kept: '' } } }
  }
  const a = await door.create(labelled('a'))
  await door.create(configMap(namespace, 'other', {}))
  const b = await door.create(labelled('b'))
  const { resourceVersion } = b.metadata
  const unkept = { metadata: { labels: { kept: null } } }
  const left = await door.patch(configMaps, { namespace, name: 'b' }, unkept, { resourceVersion })
  await ask('DELETE', `/api/v1/namespaces/${namespace}/configmaps/a`)
  await heard(4)
  expect(told.slice(0, 3)).toEqual([
    { kind: 'put', entry: project(a) },
    { kind: 'put', entry: project(b) },
    { kind: 'drop', key: `${namespace}/b`, version: left.metadata.resourceVersion },
  ])
  expect(told[3]).toMatchObject({ kind: 'drop', key: `${namespace}/a` })
  end.abort()
  expect(await ended).toEqual({ kind: 'aborted' })
})

it('lists page after page what one page would hold', async () => {
  for (let n = 0; n < 7; n++) await door.create(configMap(namespace, `cm-${n}`, {}))
  const named = ({ metadata: { name } }: Stored) => name
  const verbs: string[] = []
  const counting = openDoor(undefined, { onCall: ({ verb }) => verbs.push(verb) })
  const inPages = await counting.list(configMaps, { namespace, project: named, limit: 2 })
  expect(verbs.length).toBe(Math.ceil(inPages.entries.length / 2)) // it began once
  const atOnce = await door.list(configMaps, { namespace, project: named })
  expect(inPages.entries).toEqual(atOnce.entries)
  expect(inPages.entries.length).toBeGreaterThanOrEqual(7)
})

it('hears of the metadata alone where nothing else is wanted', async () => {
  const heard: Stored[] = []
  const keep = (found: Stored) => {
    heard.push(found)
    return project(found)
  }
  const source = createSource(door, configMaps, { namespace, project: keep, metadataOnly: true })
  const labelled = (name: string) => {
    const wanted = configMap(namespace, name, { large: 'x'.repeat(1e5) })
    return { ...wanted, metadata: { ...wanted.metadata, labels: { kept: 'yes' } } }
  }
  const before = await door.create(labelled('before'))
  const end = new AbortController()
  const listed = await source.list(end.signal)
  const told: Change<Entry>[] = []
  const tell = (change: Change<Entry>) => void (change.kind !== 'open' && told.push(change))
  if (listed.kind !== 'listed') throw new Error(listed.kind)
  expect(listed.entries).toContainEqual(project(before))
  const ended = source.watch(listed.version, tell, end.signal)
  const after = await door.create(labelled('after'))
  await ask('DELETE', `/api/v1/namespaces/${namespace}/configmaps/after`)
  await waitUntil(() => told.length >= 2, { what: '2 changes', limitMs: 30_000 })
  end.abort()
  await ended
  expect(told[0]).toEqual({ kind: 'put', entry: project(after) })
  expect(told[1]).toMatchObject({ kind: 'drop', key: `${namespace}/after` })
  const ours = heard.filter(({ metadata }) => metadata.labels?.['kept'] === 'yes')
  expect(ours.map(({ metadata: { name } }) => name)).toEqual(['before', 'after', 'after'])
  for (const found of heard) expect(found).not.toHaveProperty('data')
})

it('goes on where a watch ended when the server had it end', async () => {
  const { told, end } = open()
  const { version: from } = await door.list(configMaps, { namespace, project })
  const options = { namespace, project, timeoutSeconds: 1, signal: end.signal }
  const tell = (change: Change<Entry>) => void (change.kind === 'put' && told.push(change))
  expect(await door.watch(configMaps, { ...options, from, tell })).toEqual({ kind: 'ended' })
  const made = await door.create(configMap(namespace, 'meanwhile', {}))
  await door.watch(configMaps, { ...options, from, tell })
  expect(told).toEqual([{ kind: 'put', entry: project(made) }])
})

it('takes a version that the server has not reached for one of before it was restored', async () => {
  expect(await open().listen(future)).toEqual({ kind: 'expired' })
})

it('would hear nothing, had it not asked first (negative control)', async () => {
  const { end, told } = open()
  const ended = door.watch(configMaps, {
    ...{ namespace, project, from: future, timeoutSeconds: 300, signal: end.signal },
    tell: (change) => void (change.kind !== 'open' && told.push(change)),
  })
  await door.create(configMap(namespace, 'unheard', {}))
  await sleep(1500)
  expect(told).toEqual([])
  end.abort()
  expect(await ended).toEqual({ kind: 'aborted' })
})
