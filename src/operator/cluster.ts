import type { Door } from '../kube/door.ts'
import { createLeaseStore } from '../kube/leases.ts'
import { resources } from '../kube/resources.ts'
import { createSource } from '../kube/source.ts'
import type { OperatorPorts } from './operator.ts'
import { childOf, experimentOf } from './projections.ts'

/** What belongs to experiments. Evidence is never watched: it bears no such label. */
const childKinds = [
  resources.deployments,
  resources.services,
  resources.configMaps,
  resources.networkPolicies,
  resources.podDisruptionBudgets,
]
const ofOurs = 'app.kubernetes.io/managed-by=contender'

/** The ports of an operator on a real cluster; its lease lies in the namespace that it runs in. */
export function onCluster(
  door: Door,
  { namespace, chance }: { readonly namespace: string; readonly chance: () => number },
): Pick<OperatorPorts, 'experiments' | 'children' | 'lease' | 'report'> {
  return {
    experiments: createSource(door, resources.modelExperiments, { project: experimentOf, chance }),
    children: childKinds.map((resource) =>
      createSource(door, resource, {
        project: childOf,
        metadataOnly: true, // whoever may label a large ConfigMap could fill our memory
        labelSelector: ofOurs,
        chance,
      }),
    ),
    lease: createLeaseStore(door, { namespace, name: 'contender-operator' }),
    report: async ({ key, uid, version }, status, signal) => {
      const [at = '', name = ''] = key.split('/')
      const seen = { namespace: at, name, uid, resourceVersion: version }
      await door.applyStatus(resources.modelExperiments, seen, status, { signal })
    },
  }
}
