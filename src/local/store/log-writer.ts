import { unwritable } from '../../disk/unwritable.ts'
import type { Disk } from './disk.ts'
import { logName } from './names.ts'
import { format, type LogRecord, recordOf } from './records.ts'
import type { Recovered } from './recovery.ts'

/** `length` is how much of it is sound. */
type Log = { readonly number: number; readonly file: number; length: number }

/**
 * Writes to the newest log, and syncs all that need it. After the first write or sync that fails it
 * refuses every other: nobody knows what the disk holds from there on.
 */
export function openLogWriter(folder: string, disk: Disk, recovered: Recovered) {
  const opened = (number: number, length: number): Log => ({
    ...{ number, length, file: disk.open(logName(number)) },
  })
  /** Older logs, not synced since they were written to. */
  let behind = recovered.behind.map((number) => opened(number, 0))
  let newest = opened(recovered.log.number, recovered.log.length)
  let isFolderSynced = false
  let broken: { readonly cause: unknown } | undefined

  disk.cut(newest.file, newest.length)
  if (newest.length === 0) writeHeader(newest, recovered.version)

  function write(record: LogRecord): void {
    if (broken !== undefined) throw unwritable(folder, broken.cause)
    const line = recordOf(record)
    try {
      append(newest, line)
    } catch (cause) {
      broken = { cause }
      throw unwritable(folder, cause)
    }
  }

  /** What it leaves behind where it fails is a torn end. */
  function append(log: Log, line: Buffer): void {
    disk.append(log.file, line)
    log.length += line.length
  }

  function writeHeader(log: Log, after: number): void {
    append(log, recordOf({ kind: 'log', format, log: log.number, after }))
  }

  /** Goes on in a new log; where that fails, in the old one. */
  function moveOn(after: number): void {
    const next = opened(newest.number + 1, 0)
    try {
      disk.cut(next.file, 0) // of an earlier try
      writeHeader(next, after)
    } catch (cause) {
      disk.close(next.file)
      throw cause
    }
    behind.push(newest)
    newest = next
    isFolderSynced = false
  }

  async function sync(): Promise<void> {
    const logs = [...behind, newest]
    try {
      if (!isFolderSynced) await syncFolder()
      for (const { file } of logs) await disk.sync(file)
    } catch (cause) {
      broken = { cause }
      throw unwritable(folder, cause)
    }
    const done = logs.slice(0, -1)
    behind = behind.filter((log) => !done.includes(log))
    for (const { file } of done) disk.close(file)
  }

  async function syncFolder(): Promise<void> {
    isFolderSynced = true
    await disk.syncFolder()
  }

  return {
    write,
    moveOn,
    sync,
    number: () => newest.number,
    length: () => newest.length,
    close: () => {
      for (const { file } of [...behind, newest]) disk.close(file)
    },
  }
}
