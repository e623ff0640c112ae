import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Access } from '../../cluster/client.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { openWire } from './wire.ts'

const file = join(import.meta.dirname, '../../../crds/modelexperiments.yaml')
const headers = { accept: 'application/json' }

/** Makes experiments known to a real server, and waits until it serves them. */
export async function defineExperiments(access: Access): Promise<void> {
  const wire = openWire(access)
  const isServed = async () => {
    const path = '/apis/contender.dev/v1alpha1/modelexperiments'
    return (await wire.ask({ method: 'GET', path, headers })).status === 200
  }
  await wire.ask({
    method: 'POST',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    headers: { ...headers, 'content-type': 'application/yaml' },
    body: await readFile(file, 'utf8'),
  })
  const bounds = { what: 'experiments to be served', limitMs: 30_000 }
  await waitUntil(isServed, bounds).finally(wire.close)
}
