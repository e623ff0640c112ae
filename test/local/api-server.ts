import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApi } from '../../src/local/api.ts'
import { createKinds } from '../../src/local/kinds/kinds.ts'
import { secretsIn, writeKubeconfig } from '../../src/local/server/access.ts'
import type { PodLogs } from '../../src/local/server/pod-logs.ts'
import { createMemoryStore } from '../../src/local/store/memory.ts'
import { systemClock } from '../../src/reconciler/clock.ts'
import type { Access } from '../cluster/client.ts'

const noLogs: PodLogs = { read: () => undefined }

/**
 * The API server of the embedded cluster by itself, in this process. `keepsUp` as with a controller
 * manager; without, it is what a lone kube-apiserver is.
 */
export async function startLocalApiServer({ keepsUp = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'contender-local-'))
  const secrets = secretsIn(undefined)
  const store = createMemoryStore()
  const bugs: unknown[] = []
  const { url, stop, ground } = await startApi({
    kinds: createKinds({ serviceAddress: '127.0.0.1' }),
    ...{ store, secrets, port: 0, logs: noLogs, clock: systemClock, chance: Math.random, keepsUp },
    bug: (cause) => {
      bugs.push(cause)
      process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`)
    },
  })
  const kubeconfig = join(folder, 'kubeconfig')
  const { token, cert: ca } = secrets
  writeKubeconfig(kubeconfig, { url, token, ca })
  const access: Access & { readonly token: string } = { url, token, ca, kubeconfig }
  return {
    ...access,
    ground,
    bugs,
    stop: async () => {
      await stop()
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}
