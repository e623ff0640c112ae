import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLeftovers } from '../../../../../src/local/kubelet/processes/leftovers.ts'
import { systemTable } from '../../../../../src/local/kubelet/processes/process-table.ts'
import { createSpawner } from '../../../../../src/local/kubelet/processes/spawner.ts'
import { createWatcher } from '../../../../../src/local/kubelet/processes/watcher.ts'
import { systemClock } from '../../../../../src/reconciler/clock.ts'

/** What begins programs in a folder, and is closed when the test is over. */
export function createBeginning(folder: string) {
  for (const name of ['processes', 'pipes']) mkdirSync(join(folder, name))
  const leftovers = createLeftovers(join(folder, 'processes'), systemTable(), systemClock)
  const watcher = createWatcher({ clock: systemClock, trouble: () => {} })
  onTestFinished(watcher.close)
  const spawner = createSpawner({ watcher, leftovers, folder: join(folder, 'pipes') })
  return { watcher, spawner }
}
