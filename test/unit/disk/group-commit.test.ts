import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openOn } from '../../../src/disk/journal.ts'
import type { Journal } from '../../../src/disk/writing.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { startCounting } from './counting.ts'
import { expectAllIn } from './crash.ts'
import { createMemoryDisk, journalsIn, type Operation } from './memory-disk.ts'
import type { Step } from './tape.ts'

/** A disk that counts what it does, and whose operations of one kind wait for a test. */
function createGatedDisk() {
  const tape: Step[] = []
  const done: Operation[] = []
  let [held, open] = [undefined as Operation | undefined, () => {}]
  let gate = Promise.resolve()
  const before = async (operation: Operation) => {
    done.push(operation)
    if (operation === held) await gate
    return undefined
  }
  const hold = (operation: Operation) => {
    held = operation
    gate = new Promise((resolve) => {
      open = () => {
        held = undefined
        resolve()
      }
    })
  }
  const times = (operation: Operation) => done.filter((each) => each === operation).length
  return { ...createMemoryDisk({ tape, before }), tape, hold, letGo: () => open(), times }
}

it('syncs once for all who wait, once more for those who came in the meantime, and never for nobody', async () => {
  const disk = createGatedDisk()
  const counting = await startCounting(disk)
  const before = disk.times('sync')
  for (let n = 0; n < 100; n++) counting.countOn()
  while (disk.times('append') < 2) await nextTurn()
  expect(disk.times('sync') - before, 'nobody waits').toBe(0)

  disk.hold('sync')
  const wait = () => {
    counting.countOn()
    return counting.durable()
  }
  const first = Array.from({ length: 500 }, wait)
  while (disk.times('sync') === before) await nextTurn()
  const second = Array.from({ length: 500 }, wait)
  let isTold = false
  void Promise.race(second).then(() => {
    isTold = true
  })
  for (let n = 0; n < 20; n++) await nextTurn()
  expect([disk.times('sync') - before, isTold]).toEqual([1, false])
  disk.letGo()
  expect(await Promise.all([...first, ...second])).not.toContain(false)
  expect(disk.times('sync') - before).toBe(2)
  const appends = disk.times('append')
  expect(await counting.durable(), 'all is safe already').toBe(true)
  expect(disk.times('sync') - before).toBe(2)
  expect(appends, 'many frames are one write').toBeLessThan(8)
  await counting.close()
})

it('keeps no more in memory than it may while the disk hangs, and loses nothing of it', async () => {
  const disk = createGatedDisk()
  const counting = await startCounting(disk, { tape: disk.tape, queueBytes: 10_000 })
  disk.hold('append')
  counting.countOn()
  for (let n = 0; n < 20; n++) await nextTurn()
  for (let n = 0; n < 10_000; n++) counting.countOn()
  const waiting = counting.durable()
  expect(counting.unwritable()).toBeUndefined()
  disk.letGo()
  expect(await waiting).toBe(true)
  expect(counting.snapshots()).toBe(2)
  disk.die()
  expect(await expectAllIn(disk.files(), disk.tape, disk.tape.length)).toBe(10_001)
  const written = disk.tape.flatMap((step) => (step.kind === 'append' ? step.bytes.length : []))
  expect(written.reduce((sum, bytes) => sum + bytes)).toBeLessThan(2000)
})

it('goes on in another file when one has become long: what waited is in its snapshot, and nowhere else', async () => {
  const disk = createGatedDisk()
  const counting = await startCounting(disk, { tape: disk.tape, fileBytes: 2000 })
  for (let n = 0; n < 60; n++) counting.countOn()
  expect(await counting.durable()).toBe(true)
  disk.hold('append') // of the next file
  while (counting.snapshots() < 2) await nextTurn()
  for (let n = 0; n < 10; n++) counting.countOn()
  const later = counting.durable()
  disk.letGo()
  expect(await later).toBe(true)
  expect(journalsIn(disk.files())).toEqual(['journal-00000001-00000002'])
  expect(await expectAllIn(disk.files(), disk.tape, disk.tape.length)).toBe(70)
  for (let n = 0; n < 5000; n++) {
    counting.countOn()
    if (n % 50 === 0) await counting.durable()
  }
  await counting.close()
  expect(counting.snapshots()).toBeGreaterThan(20)
  const content = disk.files().get(journalsIn(disk.files())[0] ?? '')
  expect(content?.length).toBeLessThan(2000 + 50 * 80)
})

it('does not write a long snapshot again and again', async () => {
  const disk = createGatedDisk()
  const { begin } = await openOn(disk, '/state', { clock: systemClock, fileBytes: 100 })
  let snapshots = 0
  const journal = await begin(() => {
    snapshots += 1
    return [{ kind: 0, payload: Buffer.alloc(10_000) }]
  })
  for (let n = 0; n < 299; n++) {
    journal.append(1, Buffer.alloc(91))
    await journal.durable()
  }
  expect(snapshots, '299 frames and marks of 135 bytes: four times the snapshot').toBeLessThan(6)
  await journal.close()
})

it('takes a snapshot that first writes down what it says', async () => {
  const disk = createGatedDisk()
  const { begin } = await openOn(disk, '/state', { clock: systemClock, fileBytes: 300 })
  let flushed = 0
  let journal: Journal | undefined
  journal = await begin(() => {
    journal?.append(2, Buffer.from(`${++flushed}`))
    return [{ kind: 0, payload: Buffer.from(`flushed ${flushed}`) }]
  })
  for (let n = 0; n < 30; n++) {
    journal.append(1, Buffer.alloc(20))
    await journal.durable()
  }
  await journal.close()
  expect(flushed).toBeGreaterThan(2)
  const { found } = await openOn(disk, '/state', { clock: systemClock })
  expect(found?.isClosed).toBe(true)
  expect(`${found?.frames[0]?.payload}`).toBe(`flushed ${flushed}`)
  expect(() => journal.append(254, Buffer.alloc(0))).toThrow(RangeError)
})
