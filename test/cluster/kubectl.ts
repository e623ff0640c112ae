import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { createClient } from './client.ts'
import { findKubectl } from './server/binaries.ts'
import { waitUntil } from './waiting.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** kubectl against the API server of this run, or another; `input` becomes its standard input. */
export async function kubectl(
  args: readonly string[],
  input = '',
  { kubeconfig } = inject('apiServer'),
): Promise<Ran> {
  const binaries = await findKubectl()
  if ('unavailable' in binaries) throw new Error(binaries.unavailable)
  // A cache of its own: ports come again, and then it would remember another server's resources.
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: join(dirname(kubeconfig), 'cache'),
  }
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(binaries.kubectl, [...args], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
    // It may be gone before it has read everything, or anything: what it said of that is in its answer.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

const nothing: Ran = { code: 0, out: '', err: '' }

export const crdFile = join(import.meta.dirname, '../../crds/modelexperiments.yaml')

/** The path under which the server takes experiments of the namespace `default`. */
export const experimentsPath =
  '/apis/contender.dev/v1alpha1/namespaces/default/modelexperiments' as const

/** Installs the CRD as a user would, and waits until it is served. Doing so twice is fine. */
export async function installCrd(access = inject('apiServer')): Promise<Ran> {
  const client = createClient(access)
  const isServed = async () => (await client.request('GET', experimentsPath)).status === 200
  const isBuiltIn = inject('served') === 'local'
  const ran = isBuiltIn ? nothing : await kubectl(['apply', '-f', crdFile], '', access)
  await waitUntil(isServed, { what: 'the CRD to be served', limitMs: 30_000 }).finally(client.close)
  return ran
}
