import { mkdir, rm } from 'node:fs/promises'
import { ContenderError } from '../../errors.ts'
import type { PodLogs } from '../server/pod-logs.ts'
import { lock } from './lock.ts'
import { createLogs } from './logs/pod-logs.ts'
import type { KubeletOptions } from './options.ts'
import { createPlaces } from './places.ts'
import { runPods } from './pods.ts'
import { createLeftovers } from './processes/leftovers.ts'
import { systemTable } from './processes/process-table.ts'
import { createSpawner } from './processes/spawner.ts'
import { createWatcher } from './processes/watcher.ts'
import { defaultSettings } from './settings.ts'

export type Kubelet = {
  /**
   * Runs Pods until the signal aborts; then it ends all processes, and resolves when none is left. They
   * begin again under the next kubelet.
   */
  readonly run: (signal: AbortSignal) => Promise<void>
  readonly logs: PodLogs
}

/** A kubelet whose containers are child processes. It talks to the API only, be it whose it may. */
export function createKubelet(options: KubeletOptions): Kubelet {
  const { folder, clock, trouble } = options
  const settings = { ...defaultSettings, ...options.settings }
  const places = createPlaces(folder)
  const logs = createLogs({ folder, wall: clock.wall, trouble, settings: settings.logs })

  async function run(signal: AbortSignal): Promise<void> {
    if (process.platform === 'win32') {
      throw new ContenderError('UsageInvalid', 'pods run as processes on Linux and macOS only')
    }
    const table = systemTable()
    const unlock = await lock(places, table)
    const leftovers = createLeftovers(places.processes, table, clock)
    await leftovers.sweep(signal)
    await rm(places.pipes, { recursive: true, force: true })
    await mkdir(places.pipes)
    const watcher = createWatcher({ clock, trouble: (cause) => trouble('watcher', cause) })
    const spawner = createSpawner({ watcher, leftovers, folder: places.pipes })
    try {
      await runPods(options, { places, logs, settings, spawner }, signal)
    } finally {
      await watcher.close()
      await unlock()
    }
  }

  return { run, logs }
}
