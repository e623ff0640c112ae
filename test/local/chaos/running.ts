import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Access } from '../../cluster/client.ts'
import { waitUntil } from '../../cluster/waiting.ts'

const program = join(import.meta.dirname, 'machine.ts')

export type RunningCluster = {
  readonly process: ChildProcess
  readonly access: Access
  readonly ended: Promise<unknown>
}

/** A cluster as a process of its own, ready to be asked; `mark` is in its environment. */
export async function startRun(
  folder: string,
  manifest: string,
  mark: string,
): Promise<RunningCluster> {
  const env = { ...process.env, CONTENDER_MARK: mark }
  const child = spawn(process.execPath, [program, folder, manifest], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const ended = once(child, 'exit')
  const isReady = () => {
    if (child.exitCode !== null) throw new Error(`the cluster ended: ${said}`)
    return said.includes('ready\n')
  }
  await waitUntil(isReady, { what: 'the cluster', limitMs: 60_000 }).catch((cause) => {
    throw new Error(`${cause.message}: ${said}`)
  })
  const kubeconfig = join(folder, 'kubeconfig')
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'))
  const { server: url, 'certificate-authority-data': ca } = clusters[0].cluster
  const access = {
    url,
    kubeconfig,
    token: users[0].user.token,
    ca: Buffer.from(ca, 'base64').toString(),
  }
  return { process: child, access, ended }
}
