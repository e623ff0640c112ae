import { unwritable } from '../../disk/unwritable.ts'
import type { ContenderError } from '../../errors.ts'
import type { Disk } from './disk.ts'
import { createGroupCommit } from './group-commit.ts'
import type { Journal } from './keeping.ts'
import { openLogWriter } from './log-writer.ts'
import { logName, numbersAmong, snapshotName } from './names.ts'
import type { Placed } from './objects.ts'
import type { Recovered } from './recovery.ts'
import { writeSnapshot } from './snapshot.ts'

type Options = {
  readonly folder: string
  readonly disk: Disk
  readonly recovered: Recovered
  /** To begin with. */
  readonly version: number
  /** All that there is. */
  readonly objects: () => readonly Placed[]
  /** A log that is longer than this, and than the last snapshot, is followed by a snapshot. */
  readonly logBytes: number
  /** Hears why there was no snapshot; the log goes on, and grows as much again before the next try. */
  readonly trouble: (cause: ContenderError) => void
}

/**
 * Changes as lines of a log, each in the hands of the system before it takes place. One sync makes many of
 * them safe. When the log has become long, a new one begins, and a snapshot of what there is replaces the
 * logs before it.
 */
export function openJournal(options: Options): Journal {
  const { folder, disk, recovered, version, objects, logBytes, trouble } = options
  const log = openLogWriter(folder, disk, recovered)
  const commit = createGroupCommit({ sync: log.sync, synced })
  let written = version
  let enough = Math.max(logBytes, recovered.base.length)
  let snapshot: Promise<void> | undefined

  log.write({ kind: 'opened', version })
  commit.wrote(version)

  /** Runs by itself, between two changes. */
  function synced(safe: number): void {
    log.write({ kind: 'durable', version: safe })
    if (log.length() < enough || snapshot !== undefined) return
    snapshot = moveOn().finally(() => {
      snapshot = undefined
    })
  }

  async function moveOn(): Promise<void> {
    const number = log.number() + 1
    const whole = { number, version: written, objects: objects() }
    try {
      log.moveOn(written)
      enough = Math.max(logBytes, await writeSnapshot(disk, whole))
      removeBefore(number)
    } catch (cause) {
      enough = log.length() + logBytes
      trouble(unwritable(folder, cause))
    }
  }

  function removeBefore(number: number): void {
    const older = (what: 'log' | 'snapshot') =>
      numbersAmong(disk.names(), what).filter((other) => other < number)
    for (const name of [...older('snapshot').map(snapshotName), ...older('log').map(logName)]) {
      disk.remove(name)
    }
  }

  async function close(): Promise<void> {
    try {
      await commit.durable()
      await snapshot
      log.write({ kind: 'closed', version: written })
      await log.sync()
    } finally {
      log.close()
    }
  }

  return {
    append: ({ before: _, ...change }) => {
      log.write({ kind: 'change', ...change })
      written = change.version
      commit.wrote(written)
    },
    durable: commit.durable,
    close,
  }
}
