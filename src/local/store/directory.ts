import { makeFolder } from '../../disk/folders.ts'
import { lockFolder } from '../../disk/lock.ts'
import { asUnwritable } from '../../disk/unwritable.ts'
import type { ContenderError } from '../../errors.ts'
import { createDisk, type Disk } from './disk.ts'
import { createHistory, type History, type HistoryLimits, usualHistory } from './history.ts'
import { openJournal } from './journal.ts'
import { bringIn, keepStore } from './keeping.ts'
import { createObjects, type Objects } from './objects.ts'
import { type Recovered, recover } from './recovery.ts'
import type { Store } from './store.ts'

type Settings = {
  /** Hears of what goes wrong and stops nothing: a snapshot that could not be written. */
  readonly trouble: (cause: ContenderError) => void
  readonly history?: HistoryLimits
  /** How long a log becomes before a snapshot replaces it, at least. */
  readonly logBytes?: number
}

/**
 * A store in a folder, which it makes where there is none, for its owner alone.
 *
 * Guarantees
 * - A process that is killed, at any moment, loses nothing that anybody has seen of it.
 * - A machine that loses its power loses nothing that was `durable`. What was seen but not durable may be gone;
 *   then no version that was seen comes again, and a watch from such a version is told to look anew.
 * - A file that was damaged otherwise is told as `StateCorrupt`, and nothing is written; the folder of
 *   a newer Contender as `StateTooNew`, that of a process that lives as `StateInUse`.
 * - After a write or a sync that failed there are no others: `StateUnwritable`. What is there can still be read.
 */
export async function openDirectoryStore(folder: string, settings: Settings): Promise<Store> {
  let release = () => {}
  try {
    makeFolder(folder)
    release = await lockFolder(folder)
    const store = await openOn(createDisk(folder), folder, settings)
    let closing: Promise<void> | undefined
    const close = () => (closing ??= store.close().finally(release))
    return { ...store, close }
  } catch (cause) {
    release()
    throw asUnwritable(folder, cause)
  }
}

/** As above, for whoever has the folder to himself. */
export async function openOn(disk: Disk, folder: string, settings: Settings): Promise<Store> {
  const { trouble, history: limits = usualHistory, logBytes = usualLogBytes } = settings
  const files = new Map(disk.names().map((name) => [name, disk.read(name)]))
  const recovered = recover(folder, files)
  const { base, isClosed } = recovered
  const version = isClosed ? recovered.version : recovered.version + leap
  const history = createHistory(base.version, limits)
  const objects = createObjects()
  replay(recovered, objects, history)
  history.leap(version)

  await disk.syncFolder() // the snapshot that makes the leftovers needless is safe
  for (const name of recovered.leftovers) disk.remove(name)
  const journal = openJournal({
    ...{ folder, disk, recovered, version, logBytes, trouble },
    objects: objects.all,
  })
  await journal.durable()
  return keepStore({ objects, history, version, journal })
}

function replay({ base, steps }: Recovered, objects: Objects, history: History): void {
  for (const placed of base.objects) objects.set(placed)
  for (const step of steps) {
    if (step.kind === 'opened') {
      history.leap(step.version)
      continue
    }
    const { kind: _, ...change } = step
    const before = objects.get(change.collection, change.key)
    bringIn(before === undefined ? change : { ...change, before }, objects, history)
  }
}

/** As short as a start in the blink of an eye wants it: some ten milliseconds to read. */
const usualLogBytes = 4 * 1024 * 1024

/** More than anybody writes between two syncs. */
const leap = 1_000_000
