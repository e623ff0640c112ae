import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import { type ContainerPort, portsOf } from './container-ports.ts'
import { componentOf, experimentNamedBy, variantNamedBy } from './labels.ts'
import { type ContainerStatus, type Ending, endingOf, stuckIn, type Waiting } from './pod-words.ts'

/** What is kept of a Pod that is labelled as ours. Its owner may be a ReplicaSet, so labels say whose it is. */
export type SeenPod = Entry & {
  readonly uid: string
  readonly experiment: string | undefined
  /** `server` or `router`. */
  readonly component: string | undefined
  /** `name@revision`. */
  readonly variant: string | undefined
  readonly isReady: boolean
  /** It was told to stop. */
  readonly isLeaving: boolean
  /** All its containers have ended for good. */
  readonly hasEnded: boolean
  /** Where it is; none before it starts. */
  readonly address: string | undefined
  readonly ports: readonly ContainerPort[]
  /** Of all its containers, as far back as is known. */
  readonly restarts: { readonly count: number; readonly atMs: readonly number[] }
  /** Why containers do not start, in Kubernetes' words. */
  readonly stuck: readonly Waiting[]
  readonly unschedulable: string | undefined
  /** How a container ended last. */
  readonly ending: Ending | undefined
}

type Condition = {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}
type Status = {
  readonly phase?: string
  readonly podIP?: string
  readonly conditions?: readonly Condition[]
  readonly initContainerStatuses?: readonly ContainerStatus[]
  readonly containerStatuses?: readonly ContainerStatus[]
}

export function podOf(object: Stored): SeenPod {
  const { metadata } = object
  const { labels = {} } = metadata
  const status: Status = object['status'] ?? {}
  const {
    phase,
    podIP,
    conditions = [],
    containerStatuses = [],
    initContainerStatuses = [],
  } = status
  const all = [...initContainerStatuses, ...containerStatuses]
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    uid: metadata.uid,
    experiment: experimentNamedBy(object),
    component: componentOf(labels),
    variant: variantNamedBy(labels),
    isReady: conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    isLeaving: metadata.deletionTimestamp !== undefined,
    hasEnded: phase === 'Succeeded' || phase === 'Failed',
    address: podIP === '' ? undefined : podIP,
    ports: portsOf(object),
    restarts: restartsIn(containerStatuses, Date.parse(metadata.creationTimestamp ?? '') || 0),
    stuck: stuckIn(all),
    unschedulable: unschedulableIn(conditions),
    ending: endingOf(all),
  }
}

/**
 * Kubernetes tells how many there were, and when the last one of each container was. Earlier ones are taken to be as old
 * as the pod: whoever has followed it knows better, see `restarts.ts`.
 */
function restartsIn(
  containers: readonly ContainerStatus[],
  createdMs: number,
): SeenPod['restarts'] {
  const each = containers.map(({ restartCount = 0, lastState }) => {
    const last = Date.parse(lastState?.terminated?.finishedAt ?? '')
    const before = Array.from({ length: Math.min(restartCount, mostKept) - 1 }, () => createdMs)
    return restartCount === 0 ? [] : [...before, Number.isNaN(last) ? createdMs : last]
  })
  const count = containers.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)
  return {
    count,
    atMs: each
      .flat()
      .sort((a, b) => a - b)
      .slice(-mostKept),
  }
}

export const mostKept = 16

const unschedulableIn = (conditions: readonly Condition[]): string | undefined =>
  conditions
    .find(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable')
    ?.message?.slice(0, 512)
