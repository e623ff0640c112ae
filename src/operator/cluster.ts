import type { Door } from '../kube/door.ts'
import { createLeaseStore } from '../kube/leases.ts'
import { resources } from '../kube/resources.ts'
import { createSource } from '../kube/source.ts'
import { childSources } from './observing/child-sources.ts'
import { experimentOf } from './observing/seen-experiment.ts'
import type { OperatorPorts } from './operator.ts'

/** The ports of an operator on a real cluster; its lease lies in the namespace that it runs in. */
export function onCluster(
  door: Door,
  { namespace, chance }: { readonly namespace: string; readonly chance: () => number },
): Pick<OperatorPorts, 'experiments' | 'children' | 'lease' | 'report'> {
  return {
    experiments: createSource(door, resources.modelExperiments, { project: experimentOf, chance }),
    children: childSources(door, { chance }),
    lease: createLeaseStore(door, { namespace, name: 'contender-operator' }),
    report: async ({ key, uid, version }, status, signal) => {
      const [at = '', name = ''] = key.split('/')
      const seen = { namespace: at, name, uid, resourceVersion: version }
      await door.applyStatus(resources.modelExperiments, seen, status, { signal })
    },
  }
}
