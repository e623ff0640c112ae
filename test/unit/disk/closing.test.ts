import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openOn } from '../../../src/disk/journal.ts'
import { createHands } from '../../hands.ts'
import { countIn, entryOf, snapshotOf } from './counted.ts'
import { createMemoryDisk, type Operation } from './memory-disk.ts'

/** A disk of which one operation hangs, from a moment on, until it is let go. */
function createHangingDisk(hanging: Operation) {
  let [hangs, letGo] = [false, () => {}]
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const before = async (operation: Operation) => {
    if (hangs && operation === hanging) await gate
    return undefined
  }
  const hang = (does: boolean) => {
    hangs = does
  }
  return { ...createMemoryDisk({ before }), hang, letGo }
}

const atRest = async () => {
  for (let n = 0; n < 30; n++) await nextTurn()
}

const anyOf: readonly Operation[] = [
  ...(['names', 'create', 'append', 'sync', 'rename', 'remove', 'syncFolder', 'close'] as const),
]

it.each(
  anyOf,
)('ends in time where %s hangs, and what comes of it later harms nobody', async (hanging) => {
  const disk = createHangingDisk(hanging)
  const clock = createHands(atRest)
  let released = 0
  const release = () => {
    released += 1
  }
  const { begin } = await openOn(disk, '/state', { clock, release, fileBytes: 1 })
  let count = 0
  const journal = await begin(() => snapshotOf(count))
  const countOn = () => journal.append(1, entryOf(++count))
  for (let n = 0; n < 9; n++) countOn()
  await journal.durable()
  const safe = count
  disk.hang(true)
  for (let n = 0; n < 9; n++) countOn()
  const waiting = journal.durable().then(
    () => 'safe',
    ({ code }) => code,
  )
  await atRest()
  const closing = journal.close(5000).catch((cause) => cause)
  await clock.turn(4999)
  expect(released).toBe(0)
  await clock.turn(1)
  expect(await closing).toMatchObject({
    code: 'JournalUnwritable',
    message: 'cannot write to /state: the disk has not answered for 5000 ms',
  })
  expect(['JournalUnwritable', 'safe']).toContain(await waiting)
  expect([released, clock.sleepers()]).toEqual([1, 0])

  disk.hang(false)
  const later = await openOn(disk, '/state', { clock })
  let counted = later.found === undefined ? 0 : countIn(later.found)
  expect(counted).toBeGreaterThanOrEqual((await waiting) === 'safe' ? count : safe)
  const next = await later.begin(() => snapshotOf(counted))
  next.append(1, entryOf(++counted))
  await next.durable()
  disk.letGo()
  await atRest()
  next.append(1, entryOf(++counted))
  await next.durable()
  await next.close(5000)
  const { found } = await openOn(disk, '/state', { clock })
  expect([found && countIn(found), found?.isClosed, clock.sleepers()]).toEqual([counted, true, 0])
  expect(released).toBe(1)
})

it('takes no longer to close than the disk does', async () => {
  const clock = createHands(atRest)
  const { begin } = await openOn(createMemoryDisk(), '/state', { clock })
  const journal = await begin(() => snapshotOf(0))
  journal.append(1, entryOf(1))
  await journal.close(1e9)
  expect(clock.sleepers()).toBe(0)
})
