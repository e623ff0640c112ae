import type { TestProject } from 'vitest/node'
import type { Access } from './client.ts'
import { openCluster } from './cluster.ts'

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  export interface ProvidedContext {
    /** `createClient(inject('apiServer'))` */
    apiServer: Access
    /** Which sort of server that is: Kubernetes' own, or the one of the embedded cluster. */
    served: 'real' | 'local'
  }
}

/** One API server for the whole run: test files keep apart by namespace. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await openCluster()
  if (process.env['KUBECONFIG']) {
    process.stderr.write(`the API tier uses the cluster of KUBECONFIG, ${cluster.access.url}\n`)
  }
  project.provide('apiServer', cluster.access)
  project.provide('served', 'real')
  return cluster.close
}
