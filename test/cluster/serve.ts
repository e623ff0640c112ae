/** `npm run cluster`: an API server to play with, Contender's CRDs installed, until Ctrl-C. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startApiServer } from './server/api-server.ts'
import { findBinaries } from './server/binaries.ts'

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort())

const binaries = await findBinaries()
if ('unavailable' in binaries) {
  process.stderr.write(`${binaries.unavailable}\n`)
  process.exit(3)
}
const server = await startApiServer()
try {
  await installCrds(binaries.kubectl, server.kubeconfig)
  process.stdout.write(`export KUBECONFIG=${server.kubeconfig}\nCtrl-C stops it\n`)
  if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
} finally {
  await server.stop()
}

async function installCrds(kubectl: string, kubeconfig: string): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'crds')
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name))
  if (files.length === 0) return
  const apply = ['apply', ...files.flatMap((file) => ['-f', file])]
  await promisify(execFile)(kubectl, ['--kubeconfig', kubeconfig, ...apply])
}
