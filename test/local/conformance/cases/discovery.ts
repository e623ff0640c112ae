import { type Group, get, type Projection } from '../case.ts'

const groups = [
  'contender.dev',
  'apps',
  'discovery.k8s.io',
  'coordination.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'policy',
  'autoscaling',
]
const resources = new Set([
  ...[
    'modelexperiments',
    'deployments',
    'pods',
    'services',
    'endpointslices',
    'configmaps',
    'secrets',
  ],
  ...['leases', 'events', 'namespaces', 'networkpolicies', 'poddisruptionbudgets'],
  ...['horizontalpodautoscalers', 'serviceaccounts'],
])
const subresources = new Set([undefined, 'status', 'scale', 'log', 'binding', 'finalize'])

type Named = { readonly name: string; readonly storageVersionHash?: string }

/** Of the resources of a version those that both servers know; each tells its storage in its own way. */
const ours: Projection = (body) => {
  const { resources: found = [], ...rest } = Object(body)
  const kept = found.filter(({ name }: Named) => isServed(name)).map(withoutHash)
  return { ...rest, resources: kept.sort(byName) }
}

const isServed = (name: string): boolean => {
  const [resource = '', subresource] = name.split('/')
  return resources.has(resource) && subresources.has(subresource)
}

const withoutHash = ({ storageVersionHash: _, ...resource }: Named) => resource
const byName = (one: Named, other: Named) => (one.name < other.name ? -1 : 1)

const ourGroups: Projection = (body) => {
  const { groups: found = [], ...rest } = Object(body)
  return {
    ...rest,
    groups: found
      .filter(({ name }: Named) => groups.includes(name))
      .map(ourVersions)
      .sort(byName),
  }
}

/** Of autoscaling only version 2 is served here. */
const ourVersions = (group: object) => {
  const { name, versions = [], ...rest } = Object(group)
  const kept = versions.filter(
    ({ version }: { version: string }) => name !== 'autoscaling' || version === 'v2',
  )
  return { name, ...rest, versions: kept }
}

const keys: Projection = (body) => Object.keys(Object(body)).sort()
const paths: Projection = (body) =>
  Object.keys(Object(typeof body === 'string' ? JSON.parse(body) : body).paths)
    .filter((path) => served.has(path))
    .sort()

const versions = {
  '/api/v1': 'v1',
  '/apis/contender.dev/v1alpha1': 'ours',
  '/apis/apps/v1': 'apps',
  '/apis/discovery.k8s.io/v1': 'discovery',
  '/apis/coordination.k8s.io/v1': 'leases',
  '/apis/events.k8s.io/v1': 'events',
  '/apis/networking.k8s.io/v1': 'policies',
  '/apis/policy/v1': 'budgets',
  '/apis/autoscaling/v2': 'autoscalers',
}

const served = new Set(Object.keys(versions).map((path) => path.slice(1)))

export const discovery: Group = {
  name: 'discovery',
  cases: {
    ...Object.fromEntries(
      Object.keys(versions).map((path) => [
        `what there is at ${path}`,
        [get(path, { only: ours })],
      ]),
    ),
    'the versions of what is as old as Kubernetes': [get('/api')],
    'the groups': [get('/apis', { only: ourGroups })],
    'one group': [get('/apis/apps'), get('/apis/contender.dev'), get('/apis/events.k8s.io')],
    'a group or a version that is not served': [
      get('/apis/nothing.example.com'),
      get('/apis/nothing.example.com/v1'),
      get('/apis/apps/v9'),
      get('/api/v9'),
      get('/apis/apps/v9/namespaces/<ns>/deployments'),
    ],
    'who asks for all at once gets it, or the plain answer': [
      get('/apis', {
        headers: {
          accept:
            'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
        },
        only: (body) => Object(body).kind,
      }),
    ],
    'which server it is': [
      get('/version', { only: (body) => [keys(body), Object(body).major, Object(body).minor] }),
    ],
    'where schemas are': [get('/openapi/v3', { only: paths })],
    'that it lives': [get('/healthz'), get('/livez'), get('/readyz')],
    'at the root are all paths': [
      get('/', {
        only: (body) =>
          Object(body).paths?.filter((path: string) =>
            /^\/apis?(\/(apps|contender\.dev)(\/\w+)?)?$|^\/(healthz|livez|readyz|version|openapi\/v3)$/.test(
              path,
            ),
          ),
      }),
    ],
  },
}
