import { expect, it, vi } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { openOn } from '../../../../src/local/store/directory.ts'
import type { Disk } from '../../../../src/local/store/disk.ts'
import type { Store } from '../../../../src/local/store/store.ts'
import { chance } from '../../../chance.ts'
import { contentOf, noTrouble, thing, writeByChance } from './given.ts'
import { createMemoryDisk } from './memory-disk.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const failure = (code: string) => Object.assign(new Error(`${code}: as a test wants it`), { code })

/** A disk that is full after so many bytes: a write that doesn't fit leaves a part behind. */
function withRoomFor(room: number, disk: Disk, canCut: boolean): Disk {
  let left = room
  return {
    ...disk,
    append: (file, bytes) => {
      disk.append(file, bytes.subarray(0, left))
      left -= bytes.length
      if (left < 0) throw failure('ENOSPC')
    },
    cut: (file, length) => {
      if (left < 0 && !canCut) throw failure('EIO')
      disk.cut(file, length)
    },
  }
}

/** Writes until it is refused; what it held then, and whether it still is as it was before. */
async function writeUntilRefused(store: Store): Promise<string> {
  const random = chance(6)
  for (let n = 0; n < 100; n++) {
    const [before, version] = [contentOf(store), store.version()]
    const refusal = attempt(() => writeByChance(store, random))
    if (refusal === undefined) {
      if (random() < 0.3) await store.durable()
      continue
    }
    expect(refusal).toMatchObject({ name: 'ContenderError', code: 'StateUnwritable' })
    expect(`${refusal}`).toContain('cannot write to /state: ENOSPC')
    expect([contentOf(store), store.version()]).toEqual([before, version])
    return before
  }
  throw new Error('there was room for everything')
}

function attempt(write: () => void): unknown {
  try {
    write()
    return undefined
  } catch (cause) {
    return cause
  }
}

it.each([
  ['can', true],
  ['cannot', false],
])('refuses from the write on that finds no room, keeps what was before, and is found so, where a torn end %s be cut', async (_, canCut) => {
  for (let room = 200; room < 3000; room += 13) {
    const disk = createMemoryDisk()
    const store = await openOn(withRoomFor(room, disk, canCut), '/state', { trouble: noTrouble })
    const heard: number[] = []
    store.follow('pods', ({ version }) => heard.push(version))
    const held = await writeUntilRefused(store)
    const count = heard.length
    const again = attempt(() => store.put('pods', 'a/small', thing('x')))
    expect(again).toMatchObject({ code: 'StateUnwritable' })
    expect([heard.length, store.get('pods', 'a/small')]).toEqual([count, undefined])
    await store.close().catch((cause) => expect(cause.code).toBe('StateUnwritable'))
    const healthy = await openOn(createMemoryDisk(disk.files()), '/state', { trouble: noTrouble })
    expect(contentOf(healthy)).toBe(held)
  }
})

it('tells those who wait that a sync failed, and never pretends that a later one helps', async () => {
  const disk = createMemoryDisk()
  let fails = false
  const sync = async () => {
    if (fails) throw failure('EIO')
  }
  const store = await openOn({ ...disk, sync }, '/state', { trouble: noTrouble })
  store.put('pods', 'a/x', thing('x'))
  await store.durable()
  fails = true
  store.put('pods', 'a/y', thing('y'))
  const waiting = [store.durable(), store.durable()]
  for (const wait of waiting) await expect(wait).rejects.toMatchObject({ code: 'StateUnwritable' })
  fails = false
  await expect(store.durable()).rejects.toThrow('cannot write to /state: EIO')
  expect(attempt(() => store.put('pods', 'a/z', thing('z')))).toBeInstanceOf(ContenderError)
  await expect(store.close()).rejects.toMatchObject({ code: 'StateUnwritable' })
  expect(store.list('pods')).toHaveLength(2)
})

it('goes on where a snapshot cannot be written, tells of it, and tries again', async () => {
  const disk = createMemoryDisk()
  let fails = true
  const troubles: ContenderError[] = []
  const names = new Map<number, string>()
  const faulty: Disk = {
    ...disk,
    open: (name) => {
      const file = disk.open(name)
      names.set(file, name)
      return file
    },
    append: (file, bytes) => {
      if (fails && names.get(file)?.startsWith('snapshot')) throw failure('ENOSPC')
      disk.append(file, bytes)
    },
  }
  const trouble = (cause: ContenderError) => void troubles.push(cause)
  const store = await openOn(faulty, '/state', { trouble, logBytes: 2000 })
  const writeMore = async () => {
    for (let n = 0; n < 30; n++) store.put('pods', `a/${n}`, thing(`${n}`))
    await store.durable()
  }
  await writeMore()
  await expect.poll(() => troubles.map(({ code }) => code)).toEqual(['StateUnwritable'])
  expect([...disk.files().keys()]).toEqual(['log-00000001', 'log-00000002'])
  fails = false
  await writeMore()
  await store.close()
  expect([...disk.files().keys()]).toEqual(['log-00000003', 'snapshot-00000003'])
  const again = await openOn(createMemoryDisk(disk.files()), '/state', { trouble: noTrouble })
  expect(contentOf(again)).toBe(contentOf(store))
})
