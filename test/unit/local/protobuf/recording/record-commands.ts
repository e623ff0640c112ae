import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JsonObject } from '../../../../../src/api/json.ts'
import { protobufType } from '../../../../../src/local/protobuf/read.ts'
import type { Access } from '../../../../cluster/client.ts'
import { findKubectl } from '../../../../cluster/server/binaries.ts'
import type { Sent } from '../recorded.ts'
import { commands } from './commands.ts'
import { startProxy } from './proxy.ts'

type Kubectl = (command: readonly string[], ...options: readonly string[]) => Promise<JsonObject>

/** What kubectl sends for each of the commands, beside what it says that it would have sent. */
export async function recordCommands(access: Access): Promise<{ [sentence: string]: Sent }> {
  const folder = mkdtempSync(join(tmpdir(), 'contender-kubectl-'))
  writeFileSync(join(folder, 'text'), 'A=1\nB=two words\n')
  writeFileSync(join(folder, 'body'), Buffer.from([0, 255, 1, 98]))
  const proxy = await startProxy(access)
  const kubectl = await kubectlIn(folder, proxy.url)
  const found: { [sentence: string]: Sent } = {}
  try {
    for (const [sentence, command] of Object.entries(commands)) {
      const json = await kubectl(command, '--dry-run=client')
      const stored = await kubectl(command, '--show-managed-fields')
      const [sent] = proxy.sent.splice(0).filter(({ method }) => method === 'POST')
      if (sent?.headers['content-type'] !== protobufType) throw new Error(`${sentence}: as JSON`)
      const protobuf = sent.body.toString('base64')
      found[sentence] = { command, path: sent.path, protobuf, json, owned: ownedIn(stored) }
    }
  } finally {
    proxy.close()
    rmSync(folder, { recursive: true })
  }
  return found
}

async function kubectlIn(cwd: string, url: string): Promise<Kubectl> {
  const found = await findKubectl()
  if ('unavailable' in found) throw new Error(found.unavailable)
  const env = { ...process.env, KUBECONFIG: '', KUBECACHEDIR: join(cwd, 'cache') }
  return async (command, ...options) => {
    const words = ['-s', url, ...command]
    const end = words.indexOf('--')
    const args = words.toSpliced(end < 0 ? words.length : end, 0, '-o', 'json', ...options)
    const { stdout } = await promisify(execFile)(found.kubectl, args, { cwd, env })
    return JSON.parse(stdout)
  }
}

/** When it was written differs from one time to the next. */
function ownedIn({ metadata }: JsonObject): readonly JsonObject[] {
  const { managedFields = [] } = Object(metadata)
  return managedFields.map(({ time: _, ...entry }: JsonObject) => entry)
}
