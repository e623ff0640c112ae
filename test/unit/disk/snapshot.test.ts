import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createDisk, type Disk } from '../../../src/disk/disk.ts'
import type { Frame } from '../../../src/disk/framing.ts'
import { openOn } from '../../../src/disk/journal.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createHands } from '../../hands.ts'
import { newFolder } from './folder.ts'
import { createMemoryDisk, type Fault } from './memory-disk.ts'

const kib = 1024

/** A disk that knows how much was written to it. */
function measured(disk: Disk) {
  let written = 0
  const create = async (name: string) => {
    const file = await disk.create(name)
    const append = async (bytes: Buffer) => {
      await file.append(bytes)
      written += bytes.length
    }
    return { ...file, append }
  }
  return { ...disk, create, written: () => written }
}

/** How often the event loop has turned. */
function turning() {
  let turns = 0
  const timer = setInterval(() => {}, 1000)
  let immediate = setImmediate(function again() {
    turns += 1
    immediate = setImmediate(again)
  })
  const end = () => {
    clearInterval(timer)
    clearImmediate(immediate)
  }
  return { turns: () => turns, end }
}

const framesIn = async (disk: Disk) =>
  (await openOn(disk, '/state', { clock: systemClock })).found?.frames ?? []

const nothing = () => [{ kind: 0, payload: Buffer.alloc(0) }]

it.each([
  ['long frames, each of which takes a turn', 300, 100 * kib],
  ['short frames, many of which take one', 60_000, 400],
])('reads a snapshot while it writes it, and holds little of it: %s', async (_, count, bytes) => {
  const disk = measured(createDisk(newFolder()))
  const { begin } = await openOn(disk, '/state', { clock: systemClock })
  const loop = turning()
  let [made, held, inOneTurn, turn, most] = [0, 0, 0, 0, 0]
  function* snapshot(): Generator<Frame> {
    yield { kind: 0, payload: Buffer.from('all') }
    for (let n = 0; n < count; n++) {
      inOneTurn = loop.turns() === turn ? inOneTurn + bytes : bytes
      turn = loop.turns()
      most = Math.max(most, inOneTurn)
      made += bytes
      held = Math.max(held, made - disk.written())
      const payload = Buffer.alloc(bytes, n)
      payload.writeUInt32LE(n)
      yield { kind: 3, payload }
    }
  }
  const journal = await begin(snapshot)
  loop.end()
  expect(made).toBe(count * bytes)
  expect(held, 'in memory').toBeLessThan(64 * kib + 2 * bytes)
  expect(most, 'made in one turn').toBeLessThan(64 * kib + bytes)
  await journal.close()
  const frames = await framesIn(disk)
  expect(frames).toHaveLength(1 + count)
  const inOrder = frames.slice(1).filter(({ payload }, n) => payload.readUInt32LE() === n)
  expect(inOrder).toHaveLength(count)
})

/** A snapshot of many parts, of which a test says when they go on, and which says whether it was given up. */
function createParts() {
  const said = { begun: 0, read: 0, returned: 0 }
  const snapshot = (parts: number, before: (part: number) => void = () => {}) => {
    said.begun += 1
    let part = 0
    const next = () => {
      if (part > parts) return { done: true as const, value: undefined }
      before(part)
      said.read += 1
      const payload = Buffer.alloc(part === 0 ? 1 : 70 * kib, part)
      return { done: false as const, value: { kind: part++ === 0 ? 0 : 3, payload } }
    }
    const giveUp = () => {
      said.returned += 1
      return { done: true as const, value: undefined }
    }
    return { [Symbol.iterator]: () => ({ next, return: giveUp }) }
  }
  return { snapshot, said }
}

it('lets what is appended while a snapshot is written follow it in the same file, once', async () => {
  const disk = createMemoryDisk({ before: () => nextTurn(undefined) })
  const { begin } = await openOn(disk, '/state', { clock: systemClock, fileBytes: 5000 })
  const { snapshot, said } = createParts()
  let count = 0
  const countOn = () => journal.append(1, Buffer.from(`${++count}`.padStart(6)))
  let isFirst = true
  let inSnapshot = 0
  const journal = await begin(() => {
    inSnapshot = count
    if (isFirst) return nothing()
    countOn() // it says this one already
    inSnapshot = count
    return snapshot(20, () => countOn())
  })
  isFirst = false
  while (said.begun < 1) {
    countOn()
    await journal.durable()
  }
  await journal.close()
  const frames = await framesIn(disk)
  expect(frames.slice(0, 21).map(({ kind }) => kind)).toEqual([0, ...Array(20).fill(3)])
  const followed = frames.slice(21).map(({ payload }) => Number(payload))
  expect(followed.length).toBeGreaterThanOrEqual(21)
  expect(followed).toEqual(followed.map((_, n) => inSnapshot + 1 + n))
  expect(followed.at(-1)).toBe(count)
})

it('leaves to another snapshot what was too much to wait for the end of one', async () => {
  const disk = createMemoryDisk()
  const limits = { fileBytes: 1000, queueBytes: 2000 }
  const { begin } = await openOn(disk, '/state', { clock: systemClock, ...limits })
  let [count, flood] = [0, 0]
  const countOn = () => journal.append(1, Buffer.from(`${++count}`.padStart(60)))
  const journal = await begin(function told() {
    const upTo = count
    const busy = flood > 0
    flood = 0
    return (function* () {
      yield { kind: 0, payload: Buffer.from(`${upTo}`) }
      for (let n = 0; busy && n < 500; n++) countOn()
    })()
  })
  flood = 1
  for (let n = 0; n < 20; n++) countOn()
  await journal.durable()
  countOn()
  await journal.durable()
  await journal.durable()
  expect(count).toBeGreaterThan(500)
  const [snapshot, ...entries] = await framesIn(disk)
  const upTo = Number(snapshot?.payload)
  expect(upTo, 'in the last snapshot').toBeGreaterThanOrEqual(520)
  expect(upTo + entries.length).toBe(count)
})

const full: Fault = { code: 'ENOSPC', bytes: 7 }

it('ends a snapshot that cannot be written, wherever the disk fails, and tells nobody that it is safe', async () => {
  const atRest = async () => {
    for (let n = 0; n < 60; n++) await nextTurn()
  }
  for (let at = 0; at < 6; at++) {
    let fails = -1
    const before = async (operation: string) =>
      operation === 'append' && fails >= 0 && fails-- === 0 ? full : undefined
    const disk = createMemoryDisk({ before })
    const clock = createHands(atRest)
    const { begin } = await openOn(disk, '/state', { clock, fileBytes: 100 })
    const { snapshot, said } = createParts()
    const journal = await begin(() => {
      if (said.begun === 1) fails = at
      return snapshot(5)
    })
    expect(said).toEqual({ begun: 1, read: 6, returned: 0 })
    journal.append(1, Buffer.alloc(400 * kib))
    await journal.durable()
    journal.append(1, Buffer.from('late'))
    await journal.durable().catch(() => {})
    await atRest()
    expect(said.begun).toBe(2)
    expect(said.returned, `at append ${at}`).toBe(at < 5 ? 1 : 0)
    expect(journal.unwritable()).toMatchObject({ code: 'JournalUnwritable' })
    await clock.turn(1000)
    expect(journal.unwritable()).toBeUndefined()
    await journal.close()
    expect((await framesIn(disk))[0]?.kind).toBe(0)
  }
})

it('survives a snapshot that throws in the middle', async () => {
  const disk = createMemoryDisk()
  const clock = createHands()
  const { begin, release } = await openOn(disk, '/state', { clock })
  const { snapshot, said } = createParts()
  const breaking = (part: number) => {
    if (part === 3) throw new RangeError('no memory')
  }
  await expect(begin(() => snapshot(5, breaking))).rejects.toThrow('no memory')
  expect([...disk.files().keys()]).toEqual(['term-00000001'])
  expect(said).toEqual({ begun: 1, read: 3, returned: 0 })
  release()
})

it.each([
  ['no frames', []],
  ['another kind at first', [1]],
  ['two of the first kind', [0, 0]],
  ['a kind of the journal’s own', [0, 1, 255]],
])('begins with no snapshot that has %s', async (_, kinds) => {
  const disk = createMemoryDisk()
  const { begin } = await openOn(disk, '/state', { clock: systemClock })
  const frames = kinds.map((kind) => ({ kind, payload: Buffer.alloc(1) }))
  await expect(begin(() => frames)).rejects.toThrow(RangeError)
  expect(disk.files().size).toBe(1)
})
