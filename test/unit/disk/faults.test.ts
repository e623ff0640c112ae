import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openOn } from '../../../src/disk/journal.ts'
import type { ContenderError } from '../../../src/errors.ts'
import { below, chance } from '../../chance.ts'
import { createHands } from '../../hands.ts'
import { type Counting, startCounting } from './counting.ts'
import { expectAllIn, expectToGoOn } from './crash.ts'
import { createMemoryDisk, type Fault, journalsIn, type Operation } from './memory-disk.ts'
import { killed, powerless, type Step } from './tape.ts'

const aSnapshot = [{ kind: 0, payload: Buffer.from('a') }]

const atRest = async () => {
  for (let n = 0; n < 60; n++) await nextTurn()
}

/** Everything that happened while, from one operation on, so many went wrong; and until it was all right again. */
async function troubled(from: number, many: number, fault: Fault) {
  const tape: Step[] = []
  let asked = 0
  const disk = createMemoryDisk({
    tape,
    before: async () => (asked++ >= from && asked <= from + many ? fault : undefined),
  })
  const clock = createHands(atRest)
  const counting = await startCounting(disk, { tape, clock, fileBytes: 500 })
  const begunAt = asked
  const random = chance(7)
  let refused = 0
  for (let n = 0; n < 40; n++) {
    counting.countOn()
    const isSafe = counting.durable()
    if (random() < 0.5) await nextTurn()
    else if (!(await isSafe)) refused += 1
    if (random() < 0.2) await clock.turn(400)
  }
  for (let left = many + 2; counting.unwritable() !== undefined && left > 0; left--) {
    await clock.turn(1000)
  }
  return { tape, clock, counting, disk, refused, begunAt, asked }
}

/** How many operations there are where nothing goes wrong. */
const whole = await troubled(1e9, 0, { code: 'EIO' })

it.each([
  ['one operation finds no room', 1, { code: 'ENOSPC', bytes: 0 }],
  ['one operation fails, with a part of it done', 1, { code: 'EIO', bytes: 11 }],
  ['four in a row find no room', 4, { code: 'ENOSPC', bytes: 30 }],
  ['thirty in a row fail', 30, { code: 'EIO', bytes: 3 }],
])('tells nobody that is safe what is not, and heals, wherever %s', async (_, many, fault) => {
  const random = chance(8)
  let refused = 0
  for (let from = whole.begunAt; from < whole.asked; from++) {
    const it = await troubled(from, many, fault)
    refused += it.refused
    expect(it.counting.unwritable(), `from operation ${from}`).toBeUndefined()
    for (let n = 0; n < 15; n++) await expectAllAnywhere(it.tape, random)
    it.counting.countOn()
    expect(await it.counting.durable()).toBe(true)
    await it.counting.close()
    expect(await expectAllIn(it.disk.files(), it.tape, it.tape.length)).toBe(it.counting.count())
    await expectAllAnywhere(it.tape, random)
    expect(it.clock.sleepers()).toBe(0)
  }
  expect(refused).toBeGreaterThan(20)
})

async function expectAllAnywhere(tape: readonly Step[], random: () => number): Promise<void> {
  const at = below(random, tape.length + 1)
  await expectAllIn(killed(tape, at, 0), tape, at)
  const files = powerless(tape, at, random)
  const count = await expectAllIn(files, tape, at)
  if (random() < 0.1) await expectToGoOn(files, count)
}

/** A disk on which a test says what fails. */
function createFaultyDisk() {
  const tape: Step[] = []
  const done: Operation[] = []
  let fails: Fault | undefined
  const before = async (operation: Operation) => {
    done.push(operation)
    return fails
  }
  const failing = (fault: Fault | undefined) => {
    fails = fault
  }
  return { ...createMemoryDisk({ tape, before }), tape, done, failing }
}

async function counted(counting: Counting, times: number): Promise<boolean> {
  for (let n = 0; n < times; n++) counting.countOn()
  return await counting.durable()
}

it('refuses at once while it is unwritable, tries once a second, and then has all that was counted meanwhile', async () => {
  const disk = createFaultyDisk()
  const clock = createHands(atRest)
  const counting = await startCounting(disk, { clock, tape: disk.tape })
  expect(await counted(counting, 3)).toBe(true)
  disk.failing({ code: 'ENOSPC' })
  expect(await counted(counting, 5)).toBe(false)
  expect(counting.unwritable()).toMatchObject({
    code: 'JournalUnwritable',
    message: expect.stringContaining('cannot write to /state: ENOSPC: as a test wants it'),
  })
  expect(await counted(counting, 1000)).toBe(false)
  const before = disk.done.length
  await clock.turn(10_000)
  expect(disk.done.slice(before), 'the first thing that fails ends a try').toEqual(
    Array(10).fill('names'),
  )
  disk.failing(undefined)
  await clock.turn(1000)
  expect(counting.unwritable()).toBeUndefined()
  disk.die()
  expect(await expectAllIn(disk.files(), disk.tape, disk.tape.length)).toBe(1008)
})

it('leaves no half-written files about while the disk is full, and none that nobody needs', async () => {
  const disk = createFaultyDisk()
  const clock = createHands(atRest)
  const counting = await startCounting(disk, { clock, fileBytes: 300 })
  await counted(counting, 3)
  for (const code of ['ENOSPC', 'EIO']) {
    disk.failing({ code, bytes: 20 })
    await counted(counting, 3)
    for (let n = 0; n < 30; n++) {
      const fault = { code, bytes: 20 }
      disk.failing(undefined)
      const asked = disk.done.length
      const until = setInterval(() => {
        if (disk.done.length > asked + (n % 7)) disk.failing(fault)
      }, 0)
      await clock.turn(1000)
      clearInterval(until)
      expect(journalsIn(disk.files()).length).toBeLessThanOrEqual(3)
    }
    disk.failing(undefined)
    await clock.turn(1000)
    expect(await counted(counting, 1)).toBe(true)
    expect(journalsIn(disk.files())).toHaveLength(1)
  }
  await counting.close()
})

it('tells once that it cannot be written, and once that it can again', async () => {
  const disk = createFaultyDisk()
  const clock = createHands(atRest)
  const heard: (ContenderError | undefined)[] = []
  const turned = (unwritable: ContenderError | undefined) => void heard.push(unwritable)
  const { begin } = await openOn(disk, '/state', { clock, turned })
  const journal = await begin(() => aSnapshot)
  disk.failing({ code: 'EIO' })
  journal.append(1, Buffer.from('b'))
  await clock.turn(5000)
  disk.failing(undefined)
  await clock.turn(5000)
  expect(heard.map((each) => each?.code)).toEqual(['JournalUnwritable', undefined])
  await journal.close()
})

it('begins nothing where it cannot, says so, and leaves what was there', async () => {
  const disk = createFaultyDisk()
  const before = await startCounting(disk, { tape: disk.tape })
  await counted(before, 4)
  disk.die()
  for (let from = 5; from < 13; from++) {
    let asked = 0
    const next = createMemoryDisk({
      files: disk.files(),
      before: async () => (asked++ >= from ? { code: 'ENOSPC', bytes: 5 } : undefined),
    })
    await expect(startCounting(next)).rejects.toMatchObject({
      code: 'StateUnwritable',
      message: expect.stringContaining('cannot write to /state: ENOSPC'),
    })
    await expectToGoOn(next.files(), 4)
  }
})

it('is closed once more where that failed, with all that was counted; else it says so, and frees the folder', async () => {
  const released: string[] = []
  for (const heals of [true, false]) {
    const disk = createFaultyDisk()
    const clock = createHands(atRest)
    const release = () => void released.push(`${heals}`)
    const { begin } = await openOn(disk, '/state', { clock, release })
    const journal = await begin(() => aSnapshot)
    disk.failing({ code: 'EIO' })
    journal.append(1, Buffer.from('b'))
    await expect(journal.durable()).rejects.toMatchObject({ code: 'JournalUnwritable' })
    if (heals) disk.failing(undefined)
    const closing = journal.close()
    expect(journal.close()).toBe(closing)
    if (heals) await closing
    else await expect(closing).rejects.toMatchObject({ code: 'JournalUnwritable' })
    await expect(journal.durable()).rejects.toThrow('the journal is closed')
    disk.failing(undefined)
    expect((await openOn(disk, '/state', { clock })).found?.isClosed).toBe(heals)
    expect(clock.sleepers()).toBe(0)
  }
  expect(released).toEqual(['true', 'false'])
})

it('survives a snapshot that throws: nobody is told that anything is safe', async () => {
  const disk = createFaultyDisk()
  const clock = createHands(atRest)
  let breaks = false
  const { begin } = await openOn(disk, '/state', { clock, fileBytes: 100 })
  const journal = await begin(() => {
    if (breaks) throw new RangeError('Invalid string length')
    return aSnapshot
  })
  breaks = true
  for (let n = 0; n < 10; n++) journal.append(1, Buffer.alloc(20))
  await journal.durable()
  await atRest()
  expect(journal.unwritable()?.message).toBe('cannot write to /state: Invalid string length')
  breaks = false
  await clock.turn(1000)
  expect(journal.unwritable()).toBeUndefined()
  await journal.close()
})
