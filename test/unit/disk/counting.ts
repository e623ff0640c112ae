import type { Disk } from '../../../src/disk/disk.ts'
import { openOn } from '../../../src/disk/journal.ts'
import { type Clock, systemClock } from '../../../src/reconciler/clock.ts'
import { countIn, entryOf, snapshotOf } from './counted.ts'
import type { Step } from './tape.ts'

type Settings = {
  readonly clock?: Clock
  readonly tape?: Step[]
  readonly fileBytes?: number
  readonly queueBytes?: number
}

/** Somebody who counts, and keeps a journal of it; what is done and told is noted on the tape. */
export async function startCounting(
  disk: Disk,
  { clock = systemClock, tape = [], ...limits }: Settings = {},
) {
  const { found, begin } = await openOn(disk, '/state', { clock, ...limits })
  let count = found === undefined ? 0 : countIn(found)
  let snapshots = 0
  const journal = await begin(() => {
    snapshots += 1
    return snapshotOf(count)
  })
  tape.push({ kind: 'begun', count })

  function countOn(): void {
    count += 1
    tape.push({ kind: 'counted', count })
    journal.append(1, entryOf(count))
  }

  /** Whether it is. */
  async function durable(): Promise<boolean> {
    const told = count
    try {
      await journal.durable()
    } catch (cause) {
      if (Object(cause).code !== 'JournalUnwritable') throw cause
      return false
    }
    tape.push({ kind: 'durable', count: Math.max(told, lastDurable(tape)) })
    return true
  }

  async function close(): Promise<void> {
    await journal.close()
    tape.push({ kind: 'closed', count })
  }

  return {
    countOn,
    durable,
    close,
    unwritable: journal.unwritable,
    count: () => count,
    snapshots: () => snapshots,
  }
}

export type Counting = Awaited<ReturnType<typeof startCounting>>

const lastDurable = (tape: readonly Step[]) =>
  Math.max(0, ...tape.flatMap((step) => (step.kind === 'durable' ? step.count : [])))
