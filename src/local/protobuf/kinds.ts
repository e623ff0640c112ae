/** What can be sent in protobuf: the built-in kinds that are served, and what is sent beside them. */
export const readable: { readonly [apiVersion: string]: readonly string[] } = {
  v1: ['Binding', 'ConfigMap', 'Event', 'Namespace', 'Pod', 'Secret', 'Service', 'ServiceAccount'],
  'apps/v1': ['Deployment'],
  'autoscaling/v1': ['Scale'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'coordination.k8s.io/v1': ['Lease'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'events.k8s.io/v1': ['Event'],
  'networking.k8s.io/v1': ['NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
}

/** Every version of every group has these options as its own, and means the same by them. */
export const deleteOptions = { kind: 'DeleteOptions', message: 'meta.v1.DeleteOptions' } as const

/** The message that an object of this type is written as: `apps.v1.Deployment`. */
export function messageOf(apiVersion: string, kind: string): string | undefined {
  if (kind === deleteOptions.kind) return deleteOptions.message
  const kinds = Object.hasOwn(readable, apiVersion) ? readable[apiVersion] : undefined
  return kinds?.includes(kind) ? `${folderOf(apiVersion)}.${kind}` : undefined
}

/** `v1` → core.v1, `events.k8s.io/v1` → events.v1 */
function folderOf(apiVersion: string): string {
  const [group = '', version] = apiVersion.split('/')
  return version === undefined ? `core.${group}` : `${group.split('.')[0]}.${version}`
}
