import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../../reconciler/clock.ts'
import type { Listed, ProcessTable } from './process-table.ts'
import { killGroup } from './signals.ts'

export type Leftovers = ReturnType<typeof createLeftovers>

type Recorded = { readonly boot: string; readonly pid: number; readonly start: number }

/**
 * A record of the process groups that were begun, for the next start: should this process and the watcher
 * both be killed, it finds them here. A process id comes again, so its moment of start goes with it.
 */
export function createLeftovers(folder: string, table: ProcessTable, clock: Clock) {
  const fileOf = (pid: number) => join(folder, `${pid}`)

  /** Of a process that waits at its gate. */
  async function record(pid: number): Promise<void> {
    const [boot, listed] = await Promise.all([table.boot(), table.find(pid)])
    if (listed === undefined) throw new Error(`process ${pid} ended before it began`)
    const recorded: Recorded = { boot, pid, start: listed.start }
    await writeFile(fileOf(pid), JSON.stringify(recorded))
  }

  const drop = (pid: number): Promise<void> => rm(fileOf(pid), { force: true })

  /** Kills what is left of former times, and returns once it is gone: how many groups that was. */
  async function sweep(signal: AbortSignal): Promise<number> {
    await mkdir(folder, { recursive: true })
    const names = await readdir(folder)
    const recorded = await Promise.all(names.map((name) => recall(join(folder, name))))
    const left = await present(recorded.filter((each) => each !== undefined))
    for (const { pid } of left) killGroup(pid)
    for (let tries = 0; tries < 200 && (await present(left)).length > 0; tries++) {
      await clock.sleep(10, signal)
    }
    await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
    return left.length
  }

  async function present(recorded: readonly Recorded[]): Promise<readonly Recorded[]> {
    if (recorded.length === 0) return []
    const [boot, all] = await Promise.all([table.boot(), table.all()])
    return recorded.filter((each) => each.boot === boot && isThere(each, all))
  }

  return { record, drop, sweep }
}

/**
 * While a group has members, no new process gets its number. So where its first process is gone, those
 * that bear it are its own, if they began after it.
 */
function isThere({ pid, start }: Recorded, all: readonly Listed[]): boolean {
  const members = all.filter(({ group }) => group === pid)
  const first = members.find((member) => member.pid === pid)
  if (first !== undefined) return first.start === start
  return members.length > 0 && members.every((member) => member.start >= start)
}

/** A record that was cut off was of a process that never heard the word. */
async function recall(file: string): Promise<Recorded | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
