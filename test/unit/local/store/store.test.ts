import { describe, expect, it, onTestFinished } from 'vitest'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { firstVersion } from '../../../../src/local/store/keeping.ts'
import { createMemoryStore } from '../../../../src/local/store/memory.ts'
import type { Change, Store } from '../../../../src/local/store/store.ts'
import { newFolder } from './folder.ts'
import { noTrouble, thing } from './given.ts'

/** The version of the n-th write. */
const v = (n: number) => firstVersion + n

const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['in a folder', () => openDirectoryStore(newFolder(), { trouble: noTrouble })],
]

describe.each(stores)('a store %s', (_, open) => {
  async function opened(): Promise<Store> {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }

  it('begins with a version that one can watch from, and counts each change', async () => {
    const store = await opened()
    expect([store.version(), store.changesSince('pods', v(0)), store.size()]).toEqual([v(0), [], 0])
    expect(v(0)).toBeGreaterThan(0)
    const put = store.put('pods', 'a/x', thing('x', { spec: 1 }))
    expect(put).toEqual({
      ...thing('x', { spec: 1 }),
      metadata: { name: 'x', resourceVersion: `${v(1)}` },
    })
    expect(store.get('pods', 'a/x')).toBe(put)
    const removed = store.remove('pods', 'a/x', put)
    expect(removed.metadata['resourceVersion']).toBe(`${v(2)}`)
    expect([store.version(), store.get('pods', 'a/x'), store.size()]).toEqual([v(2), undefined, 0])
    expect(() => store.remove('pods', 'a/x', put)).toThrow('there is no pods a/x to remove')
  })

  it('alters nothing that it was given', async () => {
    const store = await opened()
    const given = Object.freeze({ ...thing('x'), metadata: Object.freeze({ name: 'x' }) })
    const first = store.put('pods', 'a/x', given)
    store.put('pods', 'a/x', thing('x', { spec: 2 }))
    expect(given).toEqual(thing('x'))
    expect(first.metadata['resourceVersion']).toBe(`${v(1)}`)
  })

  it('lists by whole keys, as etcd does: the namespace a-b before a', async () => {
    const store = await opened()
    const keys = ['b/y', 'a/z', 'a-b/x', 'a/x', 'a.b/x', 'aa/x']
    for (const key of keys) store.put('pods', key, thing(key))
    const names = (namespace?: string) =>
      store.list('pods', { namespace })?.map(({ metadata }) => metadata['name'])
    expect(names()).toEqual(['a-b/x', 'a.b/x', 'a/x', 'a/z', 'aa/x', 'b/y'])
    expect(names()).toEqual(keys.toSorted())
    expect(names('a')).toEqual(['a/x', 'a/z'])
    expect(names('none')).toEqual([])
    expect(store.list('none')).toEqual([])
  })

  it('lists as of an earlier version, and neither a forgotten nor a future one', async () => {
    const store = await opened()
    store.put('pods', 'a/x', thing('x', { spec: 1 }))
    const first = store.list('pods')
    store.put('pods', 'a/x', thing('x', { spec: 2 }))
    store.put('pods', 'a/y', thing('y'))
    store.put('pods', 'b/y', thing('y'))
    expect(store.list('pods', { at: v(1) })).toEqual(first)
    expect(store.list('pods', { at: v(1), namespace: 'b' })).toEqual([])
    expect([store.list('pods', { at: v(-1) }), store.list('pods', { at: v(5) })]).toEqual([
      undefined,
      undefined,
    ])
  })

  it('forgets on demand, and still knows what is', async () => {
    const store = await opened()
    store.put('pods', 'a/x', thing('x'))
    store.compact()
    expect([store.changesSince('pods', v(0)), store.changesSince('pods', v(1))]).toEqual([
      undefined,
      [],
    ])
    expect([store.list('pods', { at: v(0) }), store.list('pods')?.length]).toEqual([undefined, 1])
    store.put('pods', 'a/y', thing('y'))
    expect(store.changesSince('pods', v(1))?.map(({ version }) => version)).toEqual([v(2)])
  })

  it('tells each follower what happens in its collection, once, until it stops', async () => {
    const store = await opened()
    const heard: Change[] = []
    const stop = store.follow('pods', (change) => heard.push(change))
    const x = store.put('pods', 'a/x', thing('x'))
    store.put('services', 'a/x', thing('x'))
    const y = store.put('pods', 'a/x', thing('y'))
    const last = store.remove('pods', 'a/x', y)
    stop()
    store.put('pods', 'a/x', thing('x'))
    const place = { collection: 'pods', key: 'a/x' }
    expect(heard).toEqual([
      { ...place, version: v(1), object: x, isRemoval: false },
      { ...place, version: v(3), before: x, object: y, isRemoval: false },
      { ...place, version: v(4), before: y, object: last, isRemoval: true },
    ])
    expect(store.changesSince('pods', v(0))?.slice(0, 3)).toEqual(heard)
  })

  it('tells in order, though a follower writes while it hears', async () => {
    const store = await opened()
    const heard: string[] = []
    const note = (who: string) => (change: Change) => heard.push(`${who}${change.version - v(0)}`)
    store.follow('pods', ({ version }) => {
      if (version === v(1)) store.put('pods', 'a/y', thing('y'))
      if (version === v(2)) store.follow('pods', note('late'))
    })
    store.follow('pods', note('x'))
    store.put('pods', 'a/x', thing('x'))
    expect(heard).toEqual(['x1', 'x2'])
    store.put('pods', 'a/z', thing('z'))
    expect(heard).toEqual(['x1', 'x2', 'x3', 'late3'])
  })

  it('lets what a follower throws out of the write, once all others have heard', async () => {
    const store = await opened()
    let heard = 0
    store.follow('pods', () => {
      throw new Error('a bug')
    })
    store.follow('pods', () => {
      heard += 1
    })
    expect(() => store.put('pods', 'a/x', thing('x'))).toThrow('a bug')
    expect(() => store.put('pods', 'a/y', thing('x'))).toThrow('a bug')
    expect([heard, store.size()]).toEqual([2, 2])
  })

  it('takes no write once it is closed', async () => {
    const store = await open()
    await Promise.all([store.close(), store.close()])
    expect(() => store.put('pods', 'a/x', thing('x'))).toThrow('the store is closed')
    expect(store.size()).toBe(0)
  })
})
