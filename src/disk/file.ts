import type { Disk, DiskFile } from './disk.ts'
import { createFraming, type Frame, framesOf } from './framing.ts'
import {
  isBefore,
  isUnfinished,
  journalName,
  type Place,
  placeOf,
  termOf,
  unfinished,
} from './names.ts'
import { piecesOf } from './pieces.ts'
import type { Term } from './term.ts'

/** The file that a journal is written to. After the first failure nobody knows what it holds. */
export type JournalFile = {
  readonly number: number
  /** How long it was with its snapshot alone. */
  readonly begun: number
  readonly length: () => number
  /** Frames without sums: they get them in the order in which they are written. */
  readonly append: (frames: Iterable<Buffer>) => Promise<void>
  readonly sync: () => Promise<void>
  /** Resolves when whoever has the folder next finds all that was appended; `StateInUse` where he has it already. */
  readonly verify: () => Promise<void>
  /** A frame that says how much of it was synced, if all is. */
  readonly mark: () => Buffer
  readonly close: () => Promise<void>
}

type Parts = { readonly disk: Disk; readonly term: Term; readonly longestBytes: number }

/**
 * Begins the file with this number, and resolves once it is safe. Until then the one before holds; once it does, all
 * before it are needless. `snapshot` is asked for when there is a file to take it, and read while it is written.
 *
 * What an earlier try has left goes first, to give its room back: nobody was told that it is safe, though it may
 * have its name already.
 */
export async function beginFile(
  { disk, term, longestBytes }: Parts,
  number: number,
  snapshot: () => Iterable<Frame>,
): Promise<JournalFile> {
  const place = { term: term.number, file: number }
  const name = journalName(place)
  await removeAll(disk, (await term.verify()).filter(isLeftOver(place)))
  const file = await disk.create(unfinished(name))
  const next = written(file, longestBytes)
  try {
    await next.begin(snapshot)
    await file.sync()
    await disk.rename(unfinished(name), name)
    await disk.syncFolder()
  } catch (cause) {
    await file.close().catch(() => {})
    for (const left of [unfinished(name), name]) await disk.remove(left).catch(() => {}) // else the next try does it
    throw cause
  }
  const names = await term.verify(name).catch(async (cause) => {
    await file.close().catch(() => {}) // whoever has the folder now may be reading it
    throw cause
  })
  await removeAll(disk, names.filter(isNeedless(place))).catch(() => {}) // they are in nobody's way, and the next file tries again
  const verify = async () => void (await term.verify(name))
  return { ...next, number, begun: next.length(), sync: file.sync, verify, close: file.close }
}

const isLeftOver = (at: Place) => (name: string) => {
  const place = placeOf(name)
  if (place === undefined) return isUnfinished(name) && termOf(name) <= at.term
  return place.term === at.term && place.file >= at.file
}

/** Journals and terms before this one. */
const isNeedless = (at: Place) => (name: string) => {
  const place = placeOf(name)
  return place === undefined ? termOf(name) > 0 && termOf(name) < at.term : isBefore(place, at)
}

async function removeAll(disk: Disk, names: readonly string[]): Promise<void> {
  for (const name of names) await disk.remove(name)
}

function written(file: DiskFile, longestBytes: number) {
  const framing = createFraming()
  let length = 0

  async function write(parts: Iterable<Buffer>, pieceBytes: number, most: number): Promise<void> {
    for (const piece of piecesOf(parts, pieceBytes)) {
      if (length + piece.length > most) throw tooLong(most)
      await file.append(piece)
      length += piece.length
    }
  }

  /** No longer than half of what a file may have: it has another one when it is twice as long. */
  async function begin(snapshot: () => Iterable<Frame>): Promise<void> {
    await write(framing.begun(framesOf(snapshot())), toBeMade, longestBytes / 2)
    await append([mark()])
  }

  const append = (frames: Iterable<Buffer>) => write(framing.sealed(frames), atHand, longestBytes)
  const mark = () => framing.mark(length)
  return { begin, append, mark, length: () => length }
}

/** How much is put together in one turn of the event loop: to make what a snapshot says takes longer than to copy. */
const [toBeMade, atHand] = [4 * 1024, 256 * 1024]

/** As the system says it. */
const tooLong = (most: number) =>
  Object.assign(new Error(`EFBIG: more than ${most} bytes could not be read again`), {
    ...{ code: 'EFBIG', syscall: 'write' },
  })
