import { expect, it, onTestFinished, vi } from 'vitest'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { firstVersion } from '../../../../src/local/store/keeping.ts'
import { createMemoryStore } from '../../../../src/local/store/memory.ts'
import type { Change, Store, StoredObject } from '../../../../src/local/store/store.ts'
import { below, chance } from '../../../chance.ts'
import { newFolder } from './folder.ts'
import { collections, noTrouble, writeByChance } from './given.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const limits = { count: 50, bytes: 4000 }

/** All that ever was: what a store forgets, this keeps. */
type Model = {
  readonly states: Map<number, ReadonlyMap<string, StoredObject>>
  readonly changes: Change[]
}

const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore(limits)],
  [
    'in a folder',
    () => openDirectoryStore(newFolder(), { trouble: noTrouble, history: limits, logBytes: 3000 }),
  ],
]

it.each(stores)('a store %s is as a simple model of it (property)', async (_, open) => {
  const store = await open()
  onTestFinished(() => store.close())
  const random = chance(7)
  const model: Model = { states: new Map([[firstVersion, new Map()]]), changes: [] }
  const heard = collections.map(() => [] as Change[])
  collections.forEach((name, i) => {
    store.follow(name, (change) => heard[i]?.push(change))
  })
  let [known, forgotten] = [0, 0]

  for (let n = 0; n < 2000; n++) {
    writeByChance(store, random)
    learn(model, heard, store.version())
    const collection = collections[below(random, 3)] ?? 'pods'
    const at = 1 + below(random, store.version())
    if (isTrue(store, model, collection, at)) known += 1
    else forgotten += 1
    if (random() < 0.01) await store.durable()
  }
  expect(known).toBeGreaterThan(20)
  expect(forgotten).toBeGreaterThan(20)
  expect(store.size()).toBe(model.states.get(store.version())?.size)
})

/** From what the followers heard last. */
function learn(model: Model, heard: readonly Change[][], version: number): void {
  const news = heard.flatMap((changes) => changes.splice(0))
  expect(news.map((change) => change.version)).toEqual([version])
  const state = new Map(model.states.get(version - 1))
  for (const change of news) {
    const key = `${change.collection} ${change.key}`
    expect(change.before).toEqual(state.get(key))
    if (change.isRemoval) state.delete(key)
    else state.set(key, change.object)
    model.changes.push(change)
  }
  model.states.set(version, state)
}

/** Whether the version is still known; then all must be as it was. */
function isTrue(store: Store, { states, changes }: Model, collection: string, at: number): boolean {
  const since = store.changesSince(collection, at)
  const listed = store.list(collection, { at })
  expect(listed === undefined).toBe(since === undefined && at !== store.version())
  if (since === undefined) return false
  const ofCollection = (change: Change) => change.collection === collection
  expect(since).toEqual(changes.filter((change) => ofCollection(change) && change.version > at))
  const was = [...(states.get(at) ?? [])].filter(([key]) => key.startsWith(`${collection} `))
  const inOrder = was.toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect(listed).toEqual(inOrder.map(([, object]) => object))
  const inA = inOrder.filter(([key]) => key.startsWith(`${collection} a/`))
  expect(store.list(collection, { at, namespace: 'a' })).toEqual(inA.map(([, object]) => object))
  return true
}
