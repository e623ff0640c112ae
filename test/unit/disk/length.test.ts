import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openJournal, openOn } from '../../../src/disk/journal.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createHands } from '../../hands.ts'
import { newFolder } from './folder.ts'
import { createMemoryDisk, journalsIn } from './memory-disk.ts'

it('begins no file with a snapshot with which it could become too long to be read again', async () => {
  const disk = createMemoryDisk()
  const { begin } = await openOn(disk, '/state', { clock: systemClock, longestBytes: 20_000 })
  const frames = (count: number) =>
    Array.from({ length: count }, (_, kind) => ({
      kind: Math.min(kind, 1),
      payload: Buffer.alloc(991),
    }))
  await expect(begin(() => frames(10))).rejects.toMatchObject({
    code: 'StateUnwritable',
    message: 'cannot write to /state: EFBIG: more than 10000 bytes could not be read again',
  })
  expect(journalsIn(disk.files())).toEqual([])
  const journal = await begin(() => frames(9))
  await journal.close()
})

it('never makes a file longer than can be read, whatever it was told to, and goes on in another one', async () => {
  const disk = createMemoryDisk()
  const clock = createHands(async () => {
    for (let n = 0; n < 30; n++) await nextTurn()
  })
  const limits = { fileBytes: 1e9, longestBytes: 5000 }
  const { begin } = await openOn(disk, '/state', { clock, ...limits })
  const journal = await begin(() => [{ kind: 0, payload: Buffer.alloc(2000) }])
  const refused: string[] = []
  for (let n = 0; n < 30; n++) {
    journal.append(1, Buffer.alloc(500))
    await journal.durable().catch(({ code }) => refused.push(code))
    const lengths = [...disk.files().values()].map(({ length }) => length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(5000)
    await clock.turn(1000)
    expect(journal.unwritable()).toBeUndefined()
  }
  expect(new Set(refused)).toEqual(new Set(['JournalUnwritable']))
  await journal.close()
})

it('says of a file that is too long to be read that it is', async () => {
  const folder = newFolder()
  const name = 'journal-00000001-00000001'
  writeFileSync(join(folder, name), '')
  truncateSync(join(folder, name), 3e9)
  await expect(openJournal(folder, { clock: systemClock })).rejects.toMatchObject({
    code: 'StateUnwritable',
    message: `cannot write to ${folder}: EFBIG: ${name} has 3000000000 bytes, and no more than 2147483647 can be read`,
  })
})
