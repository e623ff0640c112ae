import { expect } from 'vitest'
import { openOn } from '../../../src/disk/journal.ts'
import { isUnfinished } from '../../../src/disk/names.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { countIn } from './counted.ts'
import { startCounting } from './counting.ts'
import { createMemoryDisk, journalsIn } from './memory-disk.ts'
import { type Files, lastOf, type Step } from './tape.ts'

/** What the next process finds must be all that was durable, and nothing that was never written. Returns how far. */
export async function expectAllIn(files: Files, tape: readonly Step[], at: number) {
  const disk = createMemoryDisk({ files })
  const { found } = await openOn(disk, '/state', { clock: systemClock })
  const count = found === undefined ? 0 : countIn(found)
  const durable = lastOf(tape, 'durable', at)
  const counted = lastOf(tape, 'counted', at)
  const [begun, closed] = [lastOf(tape, 'begun', at), lastOf(tape, 'closed', at)]
  const said = `at step ${at}`
  if (begun.at >= 0) expect(found, said).toBeDefined()
  expect(count, said).toBeGreaterThanOrEqual(Math.max(durable.count, closed.count))
  expect(count, said).toBeLessThanOrEqual(highest(tape, at))
  if (found?.isClosed)
    expect(count, `${said}: nothing is missing where it says so`).toBe(counted.count)
  if (closed.at > begun.at && !isBeginning(tape, closed.at, at)) {
    expect(found?.isClosed, `${said}: it left in peace`).toBe(true)
  }
  return count
}

/** Another process has begun to write after the one that left. */
const isBeginning = (tape: readonly Step[], from: number, until: number) =>
  tape.slice(from, until).some((step) => step.kind === 'create' && isUnfinished(step.name))

const highest = (tape: readonly Step[], at: number) =>
  Math.max(0, ...tape.slice(0, at).flatMap((step) => (step.kind === 'counted' ? step.count : [])))

/** And it can go on with it. */
export async function expectToGoOn(files: Files, count: number): Promise<void> {
  const disk = createMemoryDisk({ files })
  const counting = await startCounting(disk)
  counting.countOn()
  expect(await counting.durable()).toBe(true)
  await counting.close()
  const { found } = await openOn(createMemoryDisk({ files: disk.files() }), '/state', {
    clock: systemClock,
  })
  expect(found === undefined ? 0 : countIn(found)).toBe(count + 1)
  expect(found?.isClosed).toBe(true)
  expect(journalsIn(disk.files())).toHaveLength(1)
}
