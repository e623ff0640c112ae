import { type Group, kubectl, kubectlFor } from '../step.ts'

const served = new Set([
  ...['modelexperiments', 'deployments', 'pods', 'services', 'endpointslices', 'configmaps'],
  ...['secrets', 'leases', 'events', 'namespaces', 'networkpolicies', 'poddisruptionbudgets'],
  ...['horizontalpodautoscalers', 'serviceaccounts', 'NAME'],
])
const versions = new Set([
  ...['v1', 'apps/v1', 'contender.dev/v1alpha1', 'discovery.k8s.io/v1', 'coordination.k8s.io/v1'],
  ...['events.k8s.io/v1', 'networking.k8s.io/v1', 'policy/v1', 'autoscaling/v2'],
])
/** The first word of a line is the name of a type that both servers have. */
const isServed = (line: string) => served.has(/^[\w]+/.exec(line)?.[0] ?? '')
/** `FIELD: x <string>` and the lines of fields: the rest is prose. */
const isField = (line: string) => /\t<|^(?:KIND|VERSION|GROUP|FIELDS?):/.test(line)

export const discoverGroup: Group = {
  name: 'discover',
  cases: {
    'which types there are': [
      kubectlFor('api-resources', isServed),
      kubectlFor('api-resources -o wide', isServed),
      kubectlFor('api-resources --namespaced=false', isServed),
      kubectl('api-resources --api-group=contender.dev'),
      kubectl('api-resources --api-group=coordination.k8s.io -o name'),
    ],
    'which versions': [kubectlFor('api-versions', (line) => versions.has(line))],
    'which version the server has': [kubectlFor('version', () => false)],
    'what an experiment is': [
      kubectlFor('explain mex', isField),
      kubectlFor('explain modelexperiments', isField),
      kubectl('explain mex.spec'),
    ],
    'what a field of an experiment is': [
      kubectl('explain mex.spec.traffic'),
      kubectl('explain mex.spec.metrics.kind'),
      kubectl('explain mex.status.conditions'),
    ],
    'all fields of an experiment': [kubectlFor('explain mex --recursive', isField)],
    'what a field is that is not there': [
      kubectl('explain mex.spec.colour'),
      kubectl('explain poem'),
    ],
    'which fields built-in types have': [
      kubectlFor('explain deployment', isField),
      kubectlFor('explain deployment.spec', isField),
      kubectlFor('explain pod.spec.containers.readinessProbe', isField),
      kubectlFor('explain service.spec.ports', isField),
      kubectlFor('explain lease.spec', isField),
      kubectlFor('explain networkpolicy.spec', isField),
      kubectlFor('explain hpa.spec', isField),
    ],
    'all fields of a Deployment': [kubectlFor('explain deployment.spec --recursive', isField)],
    'the older and the newer form of events': [
      kubectlFor('explain events', isField),
      kubectlFor('explain events --api-version=events.k8s.io/v1', isField),
    ],
  },
}
