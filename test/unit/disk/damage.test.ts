import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { createFraming, frameOf, framesOf } from '../../../src/disk/framing.ts'
import { openJournal, openOn } from '../../../src/disk/journal.ts'
import { readJournal } from '../../../src/disk/reading.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { countIn, entryOf, snapshotOf } from './counted.ts'
import { startCounting } from './counting.ts'
import { newFolder } from './folder.ts'
import { createMemoryDisk } from './memory-disk.ts'

/** The file of somebody who was told that all is safe, after each entry. */
async function written({ isClosed = true } = {}): Promise<Buffer> {
  const disk = createMemoryDisk()
  const counting = await startCounting(disk)
  for (let n = 0; n < 12; n++) {
    counting.countOn()
    await counting.durable()
  }
  if (isClosed) await counting.close()
  return disk.files().get('journal-00000001-00000001') ?? Buffer.alloc(0)
}

function outcome(bytes: Buffer): string {
  try {
    const found = readJournal('/state/journal-00000001', bytes)
    return `${countIn(found)}${found.isClosed ? ', closed' : ''}`
  } catch (cause) {
    return Object(cause).code ?? `${cause}`
  }
}

it('never begins with less than was durable, whichever byte changes', async () => {
  const bytes = await written()
  expect(outcome(bytes)).toBe('12, closed')
  const outcomes = new Set<string>()
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes)
    flipped[at] = (flipped[at] ?? 0) ^ 4
    outcomes.add(outcome(flipped))
  }
  expect(outcomes, 'but for the last words, which nobody was told of').toEqual(
    new Set(['StateCorrupt', '12']),
  )
})

it('never takes a part of a snapshot for the whole, wherever its frames are cut or bent', async () => {
  const disk = createMemoryDisk()
  const { begin } = await openOn(disk, '/state', { clock: systemClock })
  const journal = await begin(() => snapshotOf(7))
  const name = 'journal-00000001-00000001'
  const begun = disk.files().get(name) ?? Buffer.alloc(0)
  journal.append(1, entryOf(8))
  await journal.close()
  const bytes = disk.files().get(name) ?? Buffer.alloc(0)
  expect([...snapshotOf(7)]).toHaveLength(4)
  expect([outcome(begun), outcome(bytes)]).toEqual(['7', '8, closed'])
  const outcomes = new Set<string>()
  for (let at = 0; at < begun.length; at++) {
    outcomes.add(outcome(bytes.subarray(0, at)))
    for (const bit of [1, 16, 128]) {
      const bent = Buffer.from(bytes)
      bent[at] = (bent[at] ?? 0) ^ bit
      outcomes.add(outcome(bent))
      outcomes.add(outcome(bent.subarray(0, begun.length)))
    }
    outcomes.add(
      outcome(Buffer.concat([bytes.subarray(0, at), Buffer.alloc(9), bytes.subarray(at + 9)])),
    )
  }
  expect(outcomes).toEqual(new Set(['StateCorrupt']))
})

it('takes no bytes for others: left out, doubled, or of another file', async () => {
  const [bytes, other] = [await written(), await written()]
  expect(bytes.length).toBe(other.length)
  const said = { out: new Set<string>(), doubled: new Set<string>(), stale: new Set<string>() }
  for (let at = 40; at + 20 < bytes.length; at += 3) {
    const before = bytes.subarray(0, at)
    said.out.add(outcome(Buffer.concat([before, bytes.subarray(at + 20)])))
    said.doubled.add(outcome(Buffer.concat([bytes.subarray(0, at + 20), bytes.subarray(at)])))
    said.stale.add(outcome(Buffer.concat([before, other.subarray(at)])))
  }
  expect(said.out).toEqual(new Set(['StateCorrupt', '12']))
  expect(said.doubled).toEqual(new Set(['StateCorrupt', '12']))
  expect([...said.stale], 'its own end is gone, and nothing stands in for it').not.toContain(
    '12, closed',
  )
  expect(said.stale.size, 'a torn end at any entry').toBeGreaterThan(12)
})

it('says where the damage is, and how to give up what follows; and that works', async () => {
  const folder = join(newFolder(), "it's here")
  const open = () => openJournal(folder, { clock: systemClock })
  const journal = await (await open()).begin(() => snapshotOf(0))
  for (let n = 1; n <= 9; n++) {
    journal.append(1, entryOf(n))
    await journal.durable()
  }
  await journal.close()
  const path = join(folder, 'journal-00000001-00000001')
  const bytes = readFileSync(path)
  const at = bytes.indexOf(entryOf(6))
  bytes[at + 4] = (bytes[at + 4] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const refused = await open().catch((cause) => cause)
  expect(refused).toMatchObject({ name: 'ContenderError', code: 'StateCorrupt' })
  const [said, command = ''] = refused.message.split(/ and to give them up: /)
  expect(said).toBe(`${path} is damaged at byte ${at - 9}; acknowledged writes come after it,`)
  expect(readFileSync(path).equals(bytes), 'nothing was written').toBe(true)
  execFileSync('sh', ['-c', command])
  const { found, release } = await open()
  expect(found === undefined ? 0 : countIn(found)).toBe(5)
  release()
})

it('takes no mark for one that was sent to be written', async () => {
  const forged = createFraming().mark(1e6)
  const framing = createFraming()
  const parts = [
    ...framing.begun(framesOf(snapshotOf(0))),
    ...framing.sealed([framing.mark(0), frameOf(1, forged)]),
  ]
  const torn = Buffer.concat([...parts, forged, forged])
  expect(readJournal('/state/journal-00000001', torn).frames).toHaveLength(2)
  const own = Buffer.concat([...parts, Buffer.from('torn'), framing.mark(1e6)])
  expect(outcome(own), 'the negative control').toBe('StateCorrupt')
})

it('does not look into an older file where the newest is damaged from the beginning', async () => {
  const files = new Map([
    ['journal-00000001-00000009', await written()],
    ['journal-00000002-00000001', Buffer.alloc(100)],
  ])
  const opening = openOn(createMemoryDisk({ files }), '/state', { clock: systemClock })
  await expect(opening).rejects.toMatchObject({
    code: 'StateCorrupt',
    message: '/state/journal-00000002-00000001 is damaged at byte 0',
  })
})

it('leaves the file of a newer Contender alone', async () => {
  const bytes = Buffer.from(await written())
  bytes.writeUInt32LE(2, 8)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 28)), 28)
  expect(() => readJournal('/state/journal-00000001', bytes)).toThrow(
    '/state/journal-00000001 has format 2, and this version reads up to 1',
  )
  expect(outcome(bytes)).toBe('StateTooNew')
})

it('says of one that was not closed that it was not, though all is there', async () => {
  expect(outcome(await written({ isClosed: false }))).toBe('12')
})
