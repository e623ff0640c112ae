import { spawnSync } from 'node:child_process'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openJournal, openOn } from '../../../src/disk/journal.ts'
import { failures } from '../../../src/errors.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { below, chance } from '../../chance.ts'
import { createHands } from '../../hands.ts'
import { greatest, startWriter } from './child.ts'
import { countIn, entryOf, snapshotOf } from './counted.ts'
import { newFolder } from './folder.ts'
import { createMemoryDisk } from './memory-disk.ts'

const aWhile = async (random: () => number) => {
  while (random() < 0.5) await nextTurn()
}

/** A disk that anybody may use at the same time: nothing locks it, and every operation takes its time. */
function createSharedDisk(random: () => number) {
  return createMemoryDisk({
    before: async () => {
      await aWhile(random)
      return undefined
    },
  })
}

type Shared = ReturnType<ReturnType<typeof createSharedDisk>['revived']>

/** A second is a moment. */
const hasty = { ...systemClock, sleep: () => nextTurn() }

/** Counts for ever, and says what it was told. */
async function countFrom(disk: Shared, random: () => number) {
  const turns: (string | undefined)[] = []
  const turned = (why: { readonly code: string } | undefined) => void turns.push(why?.code)
  const limits = { fileBytes: 300, queueBytes: 1000, turned, clock: hasty }
  const { found, begin } = await openOn(disk, '/state', limits)
  const from = found === undefined ? 0 : countIn(found)
  let [count, safe] = [from, from]
  await aWhile(random)
  const journal = await begin(() => snapshotOf(count)).catch(() => undefined)
  let isOver = journal === undefined
  const ended = (async () => {
    while (!isOver && journal !== undefined) {
      const told = ++count
      journal.append(1, entryOf(told))
      const durable = journal.durable().then(
        () => {
          safe = Math.max(safe, told)
        },
        () => {},
      )
      if (random() < 0.5) await durable
      else await aWhile(random)
    }
  })()
  const end = async () => {
    isOver = true
    await ended
    disk.die()
  }
  return { from, safe: () => safe, turns, journal, end }
}

it('tells the former of two that have one folder of nothing more that is safe once the latter has read, and harms it in nothing', async () => {
  let [taken, neverBegan] = [0, 0]
  for (let seed = 1; seed <= 300; seed++) {
    const random = chance(seed)
    const shared = createSharedDisk(random)
    const former = await countFrom(shared.revived(), random)
    for (let n = below(random, 60); n > 0; n--) await nextTurn()
    const latter = await countFrom(shared.revived(), random).catch((cause) => {
      expect(Object(cause).message, 'what it was about to read was replaced').toMatch(
        /there is no journal-/,
      )
    })
    for (let n = 0; n < 100; n++) await nextTurn()
    if (latter === undefined) neverBegan += 1
    else {
      expect(former.safe(), `seed ${seed}`).toBeLessThanOrEqual(latter.from)
      expect(former.journal?.unwritable()?.code).toBe('StateInUse')
      expect(former.turns.at(-1)).toBe('StateInUse')
      taken += 1
    }
    await latter?.end()
    await former.end()
    const { found } = await openOn(shared.revived(), '/state', { clock: systemClock })
    const count = found === undefined ? 0 : countIn(found)
    expect(count, `seed ${seed}`).toBeGreaterThanOrEqual(
      Math.max(former.safe(), latter?.safe() ?? 0),
    )
  }
  expect(taken).toBeGreaterThan(250)
  expect(neverBegan).toBeLessThan(20)
})

const apart = 'exec unshare -rn "$0" "$@";' // in a network of its own, where no lock of ours is seen
const canBeApart = spawnSync('sh', ['-c', 'unshare -rn true']).status === 0

it.skipIf(!canBeApart)(
  'tells a process of nothing more that is safe, though it was stopped while another took its folder (two networks)',
  async () => {
    const folder = newFolder()
    const much = (_: unknown, count: number) => count > 1000
    let before = 0
    for (const isStopped of [true, false, true]) {
      const former = await startWriter([folder, '1'], much)
      onTestFinished(() => void former.end())
      if (isStopped) process.kill(former.pid, 'SIGSTOP')
      const latter = await startWriter([folder, '2'], much, apart)
      onTestFinished(() => void latter.end())
      if (isStopped) process.kill(former.pid, 'SIGCONT')
      await former.said('taken')
      expect(former.told.at(-1)?.word).toBe('taken')
      expect(greatest(former.told, 'begun')).toBeGreaterThanOrEqual(before)
      expect(greatest(former.told, 'durable')).toBeGreaterThan(before)
      expect(greatest(former.told, 'durable')).toBeLessThanOrEqual(greatest(latter.told, 'begun'))
      await former.end()
      before = greatest(await latter.end(), 'durable')
      expect(before, 'and the latter goes on').toBeGreaterThan(greatest(latter.told, 'begun'))
    }
    const { found, release } = await openJournal(folder, { clock: systemClock })
    release()
    expect(found && countIn(found)).toBeGreaterThanOrEqual(before)
  },
  600_000,
)

/** A journal, and that of somebody who has taken its folder. */
async function createTwo() {
  const disk = createMemoryDisk()
  const clock = createHands()
  const heard: unknown[] = []
  const turned = (why: { readonly code: string } | undefined) => void heard.push(why?.code)
  let released = 0
  const release = () => {
    released += 1
  }
  const open = async () => {
    const { begin } = await openOn(disk.revived(), '/state', { clock, turned, release })
    return await begin(() => snapshotOf(0))
  }
  return { disk, clock, heard, open, released: () => released }
}

it('says for good that another process has the folder, and gives it up without another word', async () => {
  const { disk, clock, heard, open, released } = await createTwo()
  const former = await open()
  former.append(1, entryOf(1))
  await former.durable()
  const latter = await open()
  const left = [...disk.files()]
  former.append(1, entryOf(1))
  const refusal = {
    code: 'StateInUse',
    message: 'another process has taken /state (term-00000002)',
  }
  await expect(former.durable()).rejects.toMatchObject(refusal)
  for (let n = 0; n < 5; n++) {
    former.append(1, entryOf(2 + n))
    await expect(former.durable()).rejects.toMatchObject(refusal)
    await clock.turn(2000)
  }
  await expect(former.close()).rejects.toMatchObject(refusal)
  expect(former.unwritable()).toMatchObject(refusal)
  expect([heard, released()]).toEqual([['StateInUse'], 1])
  expect(failures.StateInUse.status, 'to a router: whose outcome it was sends it again').toBe(503)
  expect([...disk.files()], 'nothing was touched').toEqual(left)
  latter.append(1, entryOf(1))
  await latter.durable()
  await latter.close()
  expect(clock.sleepers()).toBe(0)
})

it('says so within a second of what is appended, though nobody waits for it, and also where it has begun nothing yet', async () => {
  const { disk, clock, heard, open } = await createTwo()
  const former = await open()
  const late = await openOn(disk.revived(), '/state', { clock })
  await open()
  await expect(late.begin(() => snapshotOf(0))).rejects.toMatchObject({ code: 'StateInUse' })
  former.append(1, entryOf(1))
  await clock.turn(1000)
  former.append(1, entryOf(2))
  await clock.turn(0)
  expect(heard).toEqual(['StateInUse'])
})

it('lets one of those who come at the same time have the folder', async () => {
  const { open } = await createTwo()
  const came = await Promise.allSettled([open(), open(), open()])
  const said = came.map((each) => (each.status === 'fulfilled' ? 'has it' : each.reason.code))
  expect(said.sort()).toEqual(['StateInUse', 'StateInUse', 'has it'])
})

it('begins another file where somebody has removed its own', async () => {
  const { disk, clock, heard, open } = await createTwo()
  const journal = await open()
  await disk.remove('journal-00000001-00000001')
  journal.append(1, entryOf(1))
  await expect(journal.durable()).rejects.toMatchObject({
    code: 'JournalUnwritable',
    message: 'cannot write to /state: somebody has removed journal-00000001-00000001',
  })
  await clock.turn(1000)
  await journal.durable()
  expect(heard).toEqual(['JournalUnwritable', undefined])
  expect([...disk.files().keys()].sort()).toEqual(['journal-00000001-00000002', 'term-00000001'])
  await journal.close()
})
