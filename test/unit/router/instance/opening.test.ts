import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { openInstance } from '../../../../src/router/instance/opening.ts'
import { createHands } from '../../../hands.ts'
import { quick } from '../../evidence/given.ts'
import { arrived, label, one, plan, received, seenOf, toldIn, two } from './given.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'instance-'))
  folders.push(folder)
  return folder
}

/** What a process that is killed now leaves: a copy, since its lock goes with it. */
function killed(folder: string): string {
  const copy = aFolder()
  for (const name of readdirSync(folder).filter((each) => each.startsWith('journal-')))
    copyFileSync(join(folder, name), join(copy, name))
  return copy
}

const sizeOf = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

const hands = () => createHands(() => pause(1))

/** Ids in the order in which they are needed. */
function ids() {
  const left = [one, two]
  return () => left.shift() ?? 'cccccccccccccccc'
}

async function begun(folder: string | undefined, clock = hands(), freshId = ids()) {
  const opened = await openInstance({ folder, clock, freshId })
  const instance = await opened.begin([])
  instance.take(plan())
  return { instance, clock }
}

const about = (sequence: number) => received({ instance: one, sequence, ...label })
const requests = (instance: Instance) =>
  toldIn(instance.look()).tallies.flatMap(
    ({ books }) => books[0]?.ledgers[0]?.pages[0]?.rows ?? [],
  )[0]?.requests ?? 0

describe('an instance in a folder', () => {
  it('goes on where it has ended, with nothing lost', async () => {
    const folder = aFolder()
    const { instance } = await begun(folder)
    for (let n = 0; n < 5; n++) instance.request(about(n).receipt, quick)
    instance.outcome(arrived(about(0)))
    await instance.close()
    const { before, begin } = await openInstance({ folder, clock: hands(), freshId: () => two })
    expect(before).toMatchObject({ instance: one, plan: { planRevision: 1 } })
    const again = await begin([])
    expect([again.id, again.start, requests(again)]).toEqual([one, 1, 5])
    expect(again.look().lostWindows).toEqual([])
    expect(again.outcome(arrived(about(0)))).toMatchObject({ result: 'Duplicate' })
    expect(again.outcome(arrived(about(1)))).toMatchObject({ result: 'Scored' })
    await again.close()
  })

  it('loses no outcome that was durable, whatever kills it, and says since when requests may be lost', async () => {
    const folder = aFolder()
    const { instance, clock } = await begun(folder)
    await clock.turn(3000)
    instance.outcome(arrived(about(0)))
    await instance.durable()
    instance.request(about(1).receipt, quick)
    const left = killed(folder)
    const { begin } = await openInstance({ folder: left, clock: hands(), freshId: () => two })
    const again = await begin([])
    expect(again.outcome(arrived(about(0)))).toMatchObject({ result: 'Duplicate' })
    expect(requests(again)).toBe(0)
    expect(again.look().lostWindows).toHaveLength(1)
    await Promise.all([instance.close(), again.close()])
  })

  it('writes down what it has counted every second', async () => {
    const folder = aFolder()
    const { instance, clock } = await begun(folder)
    await instance.durable()
    instance.request(about(0).receipt, quick)
    const before = sizeOf(folder)
    await clock.turn(1000)
    while (sizeOf(folder) === before) await pause(5)
    await instance.durable() // or half of it might be copied
    const left = killed(folder)
    const later = createHands(() => pause(1))
    await later.turn(9000)
    const { begin } = await openInstance({ folder: left, clock: later, freshId: () => two })
    const again = await begin([])
    expect(requests(again)).toBe(1)
    expect(again.look().lostWindows).toEqual([{ fromMs: 1000, toMs: 9000 }])
    await Promise.all([instance.close(), again.close()])
  })

  it('is another one if a sibling says that it is the heir', async () => {
    const folder = aFolder()
    const { instance } = await begun(folder)
    instance.request(about(0).receipt, quick)
    await instance.close()
    const { begin } = await openInstance({ folder, clock: hands(), freshId: () => two })
    const other = await begin([{ instance: one, heir: 'dddddddddddddddd', sinceMs: 5 }])
    expect([other.id, other.start]).toEqual([two, 0])
    expect(other.scorerOf(one)).toBe('dddddddddddddddd')
    expect(toldIn(other.look()).tallies.map((tally) => tally.instance)).toEqual([two, one])
    await other.close()
  })

  it('is another one after it was handed over', async () => {
    const folder = aFolder()
    const { instance } = await begun(folder)
    instance.bequest(0)
    instance.handedOver('dddddddddddddddd', 5)
    await instance.close()
    const { begin } = await openInstance({ folder, clock: hands(), freshId: () => two })
    const other = await begin([])
    expect(toldIn(other.look()).tallies.map((tally) => tally.instance)).toEqual([two])
    expect(other.scorerOf(one)).toBe('dddddddddddddddd')
    await other.close()
  })

  it('is refused where another process has the folder, and gives it free if nothing was begun', async () => {
    const folder = aFolder()
    const first = await openInstance({ folder, clock: hands() })
    await expect(openInstance({ folder, clock: hands() })).rejects.toMatchObject({
      code: 'StateInUse',
    })
    first.release()
    const { release } = await openInstance({ folder, clock: hands() })
    release()
  })

  it('cannot begin where nothing can be written', async () => {
    const folder = join(aFolder(), 'file')
    mkdirSync(folder)
    const opened = await openInstance({ folder, clock: hands() })
    rmSync(folder, { recursive: true })
    await expect(opened.begin([])).rejects.toMatchObject({ code: 'StateUnwritable' })
    opened.release()
  })
})

describe('an instance without a folder', () => {
  it('has everything in memory, durable at once', async () => {
    const { instance, clock } = await begun(undefined)
    instance.request(about(0).receipt, quick)
    await clock.turn(120_000)
    expect(requests(instance)).toBe(1)
    expect(instance.unwritable()).toBeUndefined()
    await instance.durable()
    await instance.close()
    await clock.turn(0)
    expect(clock.sleepers()).toBe(0)
  })

  it('forgets what was refused as expired for an hour, minute by minute', async () => {
    const { instance, clock } = await begun(undefined, createHands())
    instance.take(plan({ planRevision: 2, round: 2, acceptFor: '1h' }))
    const exposedAtMs = clock.wall()
    instance.outcome(arrived(received({ instance: one, round: 2, exposedAtMs, ...label })))
    await clock.turn(2 * 3_600_000 - 60_000)
    expect(seenOf(instance)).toHaveLength(1)
    await clock.turn(60_000)
    expect(seenOf(instance)).toEqual([])
    await instance.close()
  })
})
