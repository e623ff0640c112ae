import type { Disk, DiskFile } from './disk.ts'
import { isUnfinished, journalName, numberOf, unfinished } from './names.ts'

/** The file that a journal is written to. After the first failure nobody knows what it holds. */
export type JournalFile = {
  readonly number: number
  /** How long it was with its snapshot alone. */
  readonly begun: number
  readonly length: () => number
  readonly append: (frames: readonly Buffer[]) => Promise<void>
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Begins the file that follows the one with this number, and resolves once it is safe. Until then the one before
 * holds; once it does, all before it are needless. `content` is asked for when there is a file to take it.
 *
 * What an earlier try has left goes first, to give its room back: nobody was told that it is safe, though it may
 * have its name already.
 */
export async function beginFile(
  disk: Disk,
  after: number,
  content: () => readonly Buffer[],
): Promise<JournalFile> {
  await removeAll(disk, (name) => isUnfinished(name) || numberOf(name) > after)
  const name = journalName(after + 1)
  const file = await disk.create(unfinished(name))
  const next = written(file, after + 1)
  try {
    await next.append(content())
    await next.sync()
    await disk.rename(unfinished(name), name)
    await disk.syncFolder()
  } catch (cause) {
    await file.close().catch(() => {})
    for (const left of [unfinished(name), name]) await disk.remove(left).catch(() => {}) // else the next try does it
    throw cause
  }
  const isOlder = (other: string) => numberOf(other) > 0 && numberOf(other) <= after
  await removeAll(disk, isOlder).catch(() => {}) // they are in nobody's way, and the next file tries again
  return { ...next, begun: next.length() }
}

async function removeAll(disk: Disk, isMeant: (name: string) => boolean): Promise<void> {
  for (const name of (await disk.names()).filter(isMeant)) await disk.remove(name)
}

function written(file: DiskFile, number: number): Omit<JournalFile, 'begun'> {
  let length = 0

  async function append(frames: readonly Buffer[]): Promise<void> {
    for (const slice of slicesOf(frames)) {
      await file.append(slice)
      length += slice.length
    }
  }

  return { number, length: () => length, append, sync: file.sync, close: file.close }
}

/** Few writes for many frames, none of which takes long to put together. */
function* slicesOf(frames: readonly Buffer[]): Generator<Buffer> {
  let [from, length] = [0, 0]
  for (const [n, frame] of frames.entries()) {
    length += frame.length
    if (length < sliceLength && n < frames.length - 1) continue
    yield n === from ? frame : Buffer.concat(frames.slice(from, n + 1), length)
    ;[from, length] = [n + 1, 0]
  }
}

const sliceLength = 1024 * 1024
