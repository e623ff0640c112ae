/**
 * Writes what the embedded cluster knows of built-in kinds, as a real API server and its Go types tell it:
 * `src/local/kinds/schemas/built-ins.json`. Asks the cluster of KUBECONFIG, else one of its own.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '../../test/cluster/client.ts'
import { openCluster } from '../../test/cluster/cluster.ts'
import { definitionsOf, type OpenApi } from './definitions.ts'
import { readGoStructs } from './go-types.ts'

const roots = [
  ...['core.v1.Pod', 'core.v1.Service', 'core.v1.ConfigMap', 'core.v1.Secret', 'core.v1.Event'],
  ...['core.v1.Namespace', 'core.v1.ServiceAccount', 'apps.v1.Deployment', 'events.v1.Event'],
  ...['discovery.v1.EndpointSlice', 'coordination.v1.Lease', 'networking.v1.NetworkPolicy'],
  ...['policy.v1.PodDisruptionBudget', 'autoscaling.v2.HorizontalPodAutoscaler'],
  ...['autoscaling.v1.Scale', 'core.v1.Binding', 'meta.v1.DeleteOptions'],
]

const pages = [
  ...['api/v1', 'apis/apps/v1', 'apis/events.k8s.io/v1', 'apis/discovery.k8s.io/v1'],
  ...['apis/coordination.k8s.io/v1', 'apis/networking.k8s.io/v1', 'apis/policy/v1'],
  ...['apis/autoscaling/v1', 'apis/autoscaling/v2'],
]

const cluster = await openCluster()
const client = createClient(cluster.access)
try {
  const answers = await Promise.all(
    pages.map((page) => client.request('GET', `/openapi/v3/${page}`)),
  )
  const schemas = answers.map(({ body }) => (body as Page).components.schemas)
  const definitions = definitionsOf(roots, Object.assign({}, ...schemas), await readGoStructs())
  const lines = Object.entries(definitions).map(
    ([name, definition]) => `${JSON.stringify(name)}:${JSON.stringify(definition)}`,
  )
  const file = join(import.meta.dirname, '../../src/local/kinds/schemas/built-ins.json')
  const text = `{\n${lines.join(',\n')}\n}\n`
  writeFileSync(file, text)
  process.stdout.write(`${lines.length} definitions, ${text.length} bytes\n`)
} finally {
  client.close()
  await cluster.close()
}

type Page = { readonly components: { readonly schemas: OpenApi } }
