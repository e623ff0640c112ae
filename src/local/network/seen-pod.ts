import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'

/** What is kept of a Pod. */
export type SeenPod = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly labels: { readonly [label: string]: string }
  readonly nodeName: string | undefined
  /** Where its processes listen; none before they are about to start. */
  readonly address: string | undefined
  readonly isReady: boolean
  /** It was told to stop. */
  readonly isLeaving: boolean
  /** All of its containers have ended for good. */
  readonly hasEnded: boolean
  readonly ports: readonly ContainerPort[]
  /** On which port of this machine each container port is; see `realPort`. */
  readonly real: { readonly [containerPort: string]: number }
}

type ContainerPort = {
  readonly containerPort: number
  readonly name?: string
  readonly protocol?: string
}
type Container = { readonly ports?: readonly ContainerPort[]; readonly restartPolicy?: string }
type Spec = {
  readonly nodeName?: string
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
}
type Status = {
  readonly phase?: string
  readonly podIP?: string
  readonly conditions?: readonly { readonly type: string; readonly status: string }[]
}

const portsAnnotation = 'contender.dev/ports'

export function podOf({ metadata, ...object }: Stored): SeenPod {
  const { nodeName, containers = [], initContainers = [] }: Spec = object['spec'] ?? {}
  const { phase, podIP, conditions = [] }: Status = object['status'] ?? {}
  const running = [...containers, ...initContainers.filter((one) => one.restartPolicy === 'Always')]
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    labels: metadata.labels ?? {},
    nodeName,
    address: podIP === '' ? undefined : podIP,
    isReady: conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
    isLeaving: metadata.deletionTimestamp !== undefined,
    hasEnded: phase === 'Succeeded' || phase === 'Failed',
    ports: running.flatMap(({ ports = [] }) => ports),
    real: realPortsOf(metadata.annotations?.[portsAnnotation]),
  }
}

function realPortsOf(annotation: string | undefined): { readonly [port: string]: number } {
  try {
    const ports: unknown = JSON.parse(annotation ?? '{}')
    const isPort = ([, real]: [string, unknown]) => Number.isInteger(real)
    return Object.fromEntries(Object.entries(Object(ports)).filter(isPort)) as SeenPod['real']
  } catch {
    return {}
  }
}
