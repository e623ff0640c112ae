import { existsSync, lstatSync, mkdtempSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { removeFolder } from '../../disk/folders.ts'
import { unwritable } from '../../disk/unwritable.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { createPlaces } from '../kubelet/places.ts'
import { createLeftovers } from '../kubelet/processes/leftovers.ts'
import type { ProcessTable } from '../kubelet/processes/process-table.ts'
import { layoutOf } from './layout.ts'

/**
 * A folder for as long as this process lives. Its name says whose it is, from the moment on that it is there:
 * a process id comes again, so the moment of its start goes with it, and so does who counts them.
 */
export async function newPassing(temp: string, table: ProcessTable): Promise<string> {
  const self = await table.find(process.pid)
  const whose = [counting(), process.pid, self?.start ?? 0].map((n) => n.toString(36))
  try {
    return mkdtempSync(join(temp, `contender-run-${whose.join('-')}-`))
  } catch (cause) {
    throw unwritable(temp, cause)
  }
}

const pattern = /^contender-run-([\da-z]+)-([\da-z]+)-([\da-z]+)-\w{6}$/

/** Process groups that were still there, and are no more; or why they may be. */
type Swept = { readonly folder: string } & (
  | { readonly groups: number }
  | { readonly failed: unknown }
)

/**
 * Ends what is left of runs that were killed together with their watchers, and removes their folders: those
 * of this user alone, and of processes that are surely gone.
 */
export async function sweepPassing(
  temp: string,
  table: ProcessTable,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly Swept[]> {
  const self = await table.find(process.pid)
  if (self === undefined) return [] // who does not see himself overlooks others as well
  const swept: Swept[] = []
  for (const folder of await abandoned(temp, table)) {
    const { processes } = createPlaces(layoutOf(folder).node)
    try {
      const leftovers = createLeftovers(processes, table, clock)
      const groups = existsSync(processes) ? await leftovers.sweep(signal) : 0
      removeFolder(folder)
      swept.push({ folder, groups })
    } catch (failed) {
      swept.push({ folder, failed })
    }
  }
  return swept
}

async function abandoned(temp: string, table: ProcessTable): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of namesIn(temp)) {
    const [, ...whose] = pattern.exec(name) ?? []
    const [countedBy, pid = 0, start] = whose.map((text) => Number.parseInt(text, 36))
    if (countedBy !== counting()) continue // of another machine, or another container
    if ((await table.find(pid))?.start === start) continue
    if (isOwn(join(temp, name))) found.push(join(temp, name))
  }
  return found
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // whoever wants to write there will say it
  }
}

/** Nobody else has ever been able to write there. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return (
    found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
  )
}

/** Process ids mean something else in another container; Linux has a number for that. */
function counting(): number {
  if (process.platform !== 'linux') return 0
  return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0])
}
