import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { removeFolder } from '../../disk/folders.ts'
import { saidBy } from '../../errors.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { systemTable } from '../kubelet/processes/process-table.ts'
import { openKept } from './kept.ts'
import { newPassing, sweepPassing } from './passing.ts'

/** Where all of a cluster lies. */
export type Home = {
  readonly folder: string
  /** Whether it stays. */
  readonly isKept: boolean
  /** Takes with it what is not kept. */
  readonly leave: () => void
}

type Ports = {
  readonly clock: Clock
  /** Says what a user should know, and what he should mend. */
  readonly note: (words: string) => void
  readonly warn: (words: string) => void
}

/**
 * A folder that is kept, or one that goes with the run, though that be stopped in a hurry. What is left of
 * runs that had no time at all goes now.
 */
export async function openHome(
  state: string | undefined,
  { clock, note, warn }: Ports,
  signal: AbortSignal,
): Promise<Home> {
  const table = systemTable()
  for (const swept of await sweepPassing(tmpdir(), table, clock, signal)) {
    const what = `${swept.folder}, which a run that was killed has left behind`
    if ('failed' in swept) warn(`could not remove ${what}: ${saidBy(swept.failed)}`)
    else note(`removed ${what}${alsoEnded(swept.groups)}`)
  }
  if (state !== undefined) {
    const folder = resolve(state)
    openKept(folder, warn)
    return { folder, isKept: true, leave: () => {} }
  }
  const folder = await newPassing(tmpdir(), table)
  const leave = () => {
    try {
      removeFolder(folder)
    } catch (cause) {
      warn(`${folder} stays until the next run: ${saidBy(cause)}`)
    }
  }
  process.once('exit', leave)
  return { folder, isKept: false, leave }
}

const alsoEnded = (groups: number) =>
  groups === 0 ? '' : `, and ended ${groups} of its containers, which still ran`
