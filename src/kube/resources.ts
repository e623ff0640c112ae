import { group, kind, plural, version } from '../api/names.ts'

export type Resource = {
  /** Empty for what is as old as Kubernetes. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
}

/** All that passes the door. Every one of them lives in a namespace. */
export const resources = {
  modelExperiments: { group, version, kind, plural },
  deployments: { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments' },
  services: { group: '', version: 'v1', kind: 'Service', plural: 'services' },
  configMaps: { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
  networkPolicies: {
    group: 'networking.k8s.io',
    version: 'v1',
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
  },
  podDisruptionBudgets: {
    group: 'policy',
    version: 'v1',
    kind: 'PodDisruptionBudget',
    plural: 'poddisruptionbudgets',
  },
  horizontalPodAutoscalers: {
    group: 'autoscaling',
    version: 'v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
  },
  leases: { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases' },
  events: { group: 'events.k8s.io', version: 'v1', kind: 'Event', plural: 'events' },
  pods: { group: '', version: 'v1', kind: 'Pod', plural: 'pods' },
  secrets: { group: '', version: 'v1', kind: 'Secret', plural: 'secrets' },
  endpointSlices: {
    group: 'discovery.k8s.io',
    version: 'v1',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
  },
} as const satisfies { readonly [name: string]: Resource }

export const apiVersionOf = ({ group, version }: Resource): string =>
  group === '' ? version : `${group}/${version}`

type Typed = { readonly apiVersion: string; readonly kind: string }

/** An object that says something else than the table is a bug. */
export function resourceOf({ apiVersion, kind }: Typed): Resource {
  const found = Object.values<Resource>(resources).find(
    (resource) => resource.kind === kind && apiVersionOf(resource) === apiVersion,
  )
  if (found === undefined) throw new Error(`the door knows no ${kind} of ${apiVersion}`)
  return found
}

type Place = {
  readonly namespace?: string | undefined
  readonly name?: string
  readonly subresource?: 'status' | 'scale' | 'binding'
}
type Query = { readonly [name: string]: string | number | boolean | undefined }

/** Where the server has a collection, an object or a part of one. What is undefined is not asked for. */
export function pathOf(resource: Resource, place: Place = {}, query: Query = {}): string {
  const root = resource.group === '' ? 'api' : 'apis'
  const { namespace, name, subresource } = place
  const steps = [
    ...[root, ...apiVersionOf(resource).split('/')],
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    resource.plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ]
  const path = `/${steps.map(encodeURIComponent).join('/')}`
  const asked = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  )
  return asked.length === 0 ? path : `${path}?${asked.join('&')}`
}
