/**
 * `node warden.ts KUBE_APISERVER ETCD UNDER`: lives exactly as long as its standard input is open.
 *
 * A process that is killed with SIGKILL can't tidy up, but its end of a pipe closes all the same.
 * So the servers are this process's children: it starts them, writes one line of JSON (`Report`),
 * waits for the pipe to close, stops the API server, then etcd, and removes their folder. Meanwhile a line
 * `restart` has the API server ended as by a crash and started again, and is answered by such a line too.
 */
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Access } from '../client.ts'
import { type ControlPlane, startControlPlane } from './control-plane.ts'
import { makeStateFolder } from './state-folders.ts'

export type Report =
  | { readonly folder: string; readonly access: Access; readonly etcd: string }
  | { readonly failed: string }

const [kubeApiserver = '', etcd = '', under = ''] = process.argv.slice(2)
const closing = new AbortController()
process.stdin.on('close', () => closing.abort())
const orders = createInterface(process.stdin)
process.stdout.on('error', () => closing.abort())

const folder = await makeStateFolder(under)
try {
  const { stop, restart, etcd, ...access } = await start()
  const told = { folder, access, etcd }
  orders.on('line', () => {
    restart().then(() => report(told), failed)
  })
  report(told)
  if (!closing.signal.aborted) await once(closing.signal, 'abort')
  await stop()
} catch (cause) {
  failed(cause)
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exit()

function start(): Promise<ControlPlane> {
  return startControlPlane({ folder, programs: { kubeApiserver, etcd }, signal: closing.signal })
}

function failed(cause: unknown): void {
  report({ failed: cause instanceof Error ? cause.message : String(cause) })
}

function report(line: Report): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
