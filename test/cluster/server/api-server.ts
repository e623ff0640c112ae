import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Access } from '../client.ts'
import { findBinaries } from './binaries.ts'
import { sweep } from './state-folders.ts'
import type { Report } from './warden.ts'

export type ApiServer = Access & {
  readonly token: string
  readonly folder: string
  /** Where etcd takes requests in JSON: `POST /v3/kv/compaction`. */
  readonly etcd: string
  /** From the call, binaries found, to the first object that can be written. */
  readonly readyMs: number
  /** Ends the API server as a crash would, and starts it again at the same address. */
  restart(): Promise<void>
  /** The API server, then etcd, then their folder. */
  stop(): Promise<void>
}

type Options = {
  /** Where to put the folder, and to sweep up what killed runs have left. */
  readonly under?: string
}

/**
 * A real API server of one's own, empty but for what Kubernetes puts there itself: no node, no
 * controller, so nothing but the test writes. Several may run at once.
 *
 * Whatever becomes of this process, SIGKILL included, the servers stop and their folder goes.
 */
export async function startApiServer({ under = tmpdir() }: Options = {}): Promise<ApiServer> {
  const binaries = await findBinaries()
  if ('unavailable' in binaries) throw new Error(binaries.unavailable)
  await sweep(under)

  const begun = performance.now()
  const program = join(import.meta.dirname, 'warden.ts')
  const args = [program, binaries.kubeApiserver, binaries.etcd, under]
  // Detached: Ctrl-C reaches a whole process group, and the warden must outlive us to stop the rest.
  const warden = spawn(process.execPath, args, {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(warden, 'exit')
  const reports = createInterface(warden.stdout)[Symbol.asyncIterator]()
  const { access, folder, etcd } = await nextReport(reports)
  const readyMs = Math.round(performance.now() - begun)

  async function restart(): Promise<void> {
    warden.stdin.write('restart\n')
    await nextReport(reports)
  }

  async function stop(): Promise<void> {
    warden.stdin.end()
    await ended
    await sweep(under) // for a warden that was killed
  }

  return { ...access, token: access.token ?? '', folder, etcd, readyMs, restart, stop }
}

async function nextReport(reports: AsyncIterator<string>) {
  const { value } = await reports.next()
  if (value === undefined) throw new Error('the warden of the API server ended without a word')
  const report: Report = JSON.parse(value)
  if ('failed' in report) throw new Error(report.failed)
  return report
}
