import type { Container, Pod } from './running.ts'

/**
 * What of a pod breaks the restricted profile of the Pod Security Standards, written after
 * kubernetes.io/docs/concepts/security/pod-security-standards: all of Baseline, and what Restricted adds.
 */
export function brokenBy(pod: Pod): readonly string[] {
  const inits = Array.isArray(pod['initContainers']) ? pod['initContainers'] : []
  const containers: readonly Container[] = [...pod.containers, ...inits]
  const ofPod = podRules.filter(({ isBroken }) => isBroken(pod))
  const ofContainers = containers.flatMap((container) =>
    containerRules.filter(({ isBroken }) =>
      isBroken(Object(container['securityContext']), pod, container),
    ),
  )
  return [...ofPod, ...ofContainers].map(({ what }) => what)
}

const allowedVolumes = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim'],
  ...['projected', 'secret', 'image'],
]

const contextOf = (pod: Pod) => Object(pod['securityContext'])

const podRules: readonly { readonly what: string; readonly isBroken: (pod: Pod) => boolean }[] = [
  {
    what: 'host namespaces',
    isBroken: (pod) => ['hostNetwork', 'hostPID', 'hostIPC'].some((field) => pod[field] === true),
  },
  {
    what: 'volume types',
    isBroken: ({ volumes = [] }) =>
      volumes.some(({ name: _, ...source }) =>
        Object.keys(source).some((type) => !allowedVolumes.includes(type)),
      ),
  },
  { what: 'sysctls', isBroken: (pod) => contextOf(pod).sysctls !== undefined },
  { what: 'root', isBroken: (pod) => contextOf(pod).runAsUser === 0 },
]

type Context = {
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly procMount?: string
  readonly seccompProfile?: { readonly type: string }
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] }
}

const containerRules: readonly {
  readonly what: string
  readonly isBroken: (context: Context, pod: Pod, container: Container) => boolean
}[] = [
  { what: 'privileged', isBroken: ({ privileged }) => privileged === true },
  {
    what: 'privilege escalation',
    isBroken: ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false,
  },
  {
    what: 'running as non-root',
    isBroken: ({ runAsNonRoot }, pod) => (runAsNonRoot ?? contextOf(pod).runAsNonRoot) !== true,
  },
  { what: 'root', isBroken: ({ runAsUser }) => runAsUser === 0 },
  {
    what: 'seccomp',
    isBroken: ({ seccompProfile }, pod) =>
      !['RuntimeDefault', 'Localhost'].includes(
        (seccompProfile ?? contextOf(pod).seccompProfile)?.type ?? '',
      ),
  },
  {
    what: 'capabilities',
    isBroken: ({ capabilities: { add = [], drop = [] } = {} }) =>
      !drop.includes('ALL') || add.some((name) => name !== 'NET_BIND_SERVICE'),
  },
  { what: 'proc mount', isBroken: ({ procMount = 'Default' }) => procMount !== 'Default' },
  {
    what: 'host ports',
    isBroken: (_, __, { ports = [] }) => ports.some((port) => 'hostPort' in port),
  },
]
