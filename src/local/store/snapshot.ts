import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Disk } from './disk.ts'
import { type Damage, tooNew } from './failures.ts'
import { linesOf } from './lines.ts'
import { snapshotName, unfinished } from './names.ts'
import type { Placed } from './objects.ts'
import { format, readRecord, recordOf, type SnapshotHeader } from './records.ts'

/** All that there was at a version, when the log of the same number began. */
export type Snapshot = {
  readonly number: number
  readonly version: number
  readonly objects: readonly Placed[]
  /** Of its file. */
  readonly length: number
}

type Whole = Omit<Snapshot, 'length'>

/**
 * Writes a snapshot beside the others, and gives it its name once it is safe. In slices, so that others
 * get their turn. Returns its length.
 */
export async function writeSnapshot(disk: Disk, snapshot: Whole): Promise<number> {
  const name = snapshotName(snapshot.number)
  const length = await writeAll(disk, unfinished(name), snapshot).catch((cause) => {
    disk.remove(unfinished(name)) // perhaps there was no room, and now there is some again
    throw cause
  })
  await disk.syncFolder() // the log that follows it is there before it counts
  disk.rename(unfinished(name), name)
  await disk.syncFolder()
  return length
}

async function writeAll(disk: Disk, name: string, snapshot: Whole): Promise<number> {
  const file = disk.open(name)
  let length = 0
  try {
    disk.cut(file, 0) // of an earlier try
    for (const slice of slicesOf(snapshot)) {
      disk.append(file, slice)
      length += slice.length
      await nextTurn()
    }
    await disk.sync(file)
  } finally {
    disk.close(file)
  }
  return length
}

function* slicesOf({ number, version, objects }: Whole): Generator<Buffer> {
  let lines: Buffer[] = [headerOf(number, version, objects.length)]
  let length = 0
  for (const placed of objects) {
    const line = recordOf(placed)
    lines.push(line)
    length += line.length
    if (length < sliceLength) continue
    yield Buffer.concat(lines)
    lines = []
    length = 0
  }
  yield Buffer.concat(lines)
}

const headerOf = (snapshot: number, version: number, objects: number) =>
  recordOf({ kind: 'snapshot', format, snapshot, version, objects })

/** A fraction of a millisecond's work. */
const sliceLength = 64 * 1024

export function readSnapshot(folder: string, number: number, file: Buffer): Snapshot | Damage {
  const name = snapshotName(number)
  let header: SnapshotHeader | undefined
  const objects: Placed[] = []
  for (const { offset, text } of linesOf(file)) {
    if (text === undefined) return { name, offset }
    if (header !== undefined) objects.push(readRecord<Placed>(text))
    header ??= readRecord<SnapshotHeader>(text)
    if (header.format > format) throw tooNew(folder, name, header.format)
  }
  const isWhole = header?.snapshot === number && header.objects === objects.length
  if (header === undefined || !isWhole) return { name, offset: file.length }
  return { number, version: header.version, objects, length: file.length }
}
