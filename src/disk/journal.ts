import { join } from 'node:path'
import type { ContenderError } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { createDisk, type Disk, longestFile } from './disk.ts'
import { makeFolder } from './folders.ts'
import type { Frame } from './framing.ts'
import { lockFolder } from './lock.ts'
import { newestAmong } from './names.ts'
import { type Found, readJournal } from './reading.ts'
import { beginTerm } from './term.ts'
import { asUnwritable } from './unwritable.ts'
import { type Journal, keepJournal } from './writing.ts'

type Ports = {
  readonly clock: Clock
  /**
   * Hears that it cannot be written to any more, and with nothing that it can again. After `StateInUse` it hears no
   * more: another process has taken the folder, and all that is left is to end.
   */
  readonly turned?: (unwritable: ContenderError | undefined) => void
  /** How long a file becomes before another one replaces it, at least. */
  readonly fileBytes?: number
  /** How much may wait for a slow disk; what is more is left to the next snapshot. */
  readonly queueBytes?: number
  /** How long a file may become at most, half of it the snapshot: it must be possible to read it again. */
  readonly longestBytes?: number
}

type Opened = {
  /** What the process before has left, if there was one. */
  readonly found: Found | undefined
  /**
   * Begins a file of one's own with a snapshot, and resolves once that is safe; where it cannot be,
   * `StateUnwritable`, and all is as it was. Whatever happens before this resolves must wait.
   *
   * The snapshot is asked for again whenever a file has become long, or was broken. Its frames, the first of the kind
   * 0 and the others of those that are free, say all that was appended by the moment in which it returns, however much
   * later they are read: piece by piece while it is written, with other things in between. Where it can't be written,
   * `return()` is called on them.
   */
  readonly begin: (snapshot: () => Iterable<Frame>) => Promise<Journal>
  /** Gives the folder free where nothing was begun; closing the journal does so, too. */
  readonly release: () => void
}

/**
 * A journal in a folder of its own, which it makes where there is none, for its owner alone. It is one file that
 * begins with a snapshot, and knows nothing of what it holds.
 *
 * Guarantees
 * - A process that is killed, at any moment, loses nothing that was written; a machine that loses its power loses
 *   nothing that was `durable`. No part of a frame is ever read.
 * - Damage that costs what was durable is told as `StateCorrupt`, and nothing is written; the folder of a newer
 *   Contender as `StateTooNew`, that of a process that lives as `StateInUse`.
 * - Where the lock of the folder fails to keep two processes apart, the later one has it, with all that the former was
 *   told is safe; that one is never told so again.
 */
export async function openJournal(folder: string, ports: Ports): Promise<Opened> {
  let release = () => {}
  try {
    makeFolder(folder)
    release = await lockFolder(folder)
    return await openOn(createDisk(folder), folder, { ...ports, release })
  } catch (cause) {
    release()
    throw asUnwritable(folder, cause)
  }
}

/** As above, for whoever has the folder to himself. */
export async function openOn(
  disk: Disk,
  folder: string,
  { release = () => {}, ...ports }: Ports & { readonly release?: () => void },
): Promise<Opened> {
  const term = await beginTerm(disk, folder)
  const newest = newestAmong(await disk.names())
  const found =
    newest === undefined ? undefined : readJournal(join(folder, newest), await disk.read(newest))
  const parts = { turned: () => {}, ...usual, ...ports, folder, disk, term, release }
  const begin = (snapshot: () => Iterable<Frame>) =>
    keepJournal({ ...parts, snapshot }).catch((cause) => {
      throw asUnwritable(folder, cause)
    })
  return { found, begin, release }
}

const usual = {
  fileBytes: 64 * 1024 * 1024,
  queueBytes: 32 * 1024 * 1024,
  longestBytes: longestFile,
}
