import type { TestProject } from 'vitest/node'
import { startLocalApiServer } from './api-server.ts'

/** One embedded API server for the whole run, in place of the real one: test files keep apart by namespace. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, bugs, url, token, ca = '', kubeconfig } = await startLocalApiServer()
  project.provide('apiServer', { url, token, ca, kubeconfig })
  project.provide('served', 'local')
  return async () => {
    await stop()
    if (bugs.length > 0) throw new Error(`the server had ${bugs.length} bugs: see above`)
  }
}
