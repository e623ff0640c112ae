import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import type { Template } from './seen-deployment.ts'

export const hashLabel = 'pod-template-hash'
const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost'

type Labels = { readonly [name: string]: string }

/** What is kept of a Pod. */
export type SeenPod = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly createdMs: number
  readonly labels: Labels
  readonly owners: NonNullable<Stored['metadata']['ownerReferences']>
  /** The Deployment that controls it; `other` if something else does. */
  readonly owner: { readonly uid: string; readonly name: string } | 'nobody' | 'other'
  /** It was told to stop. */
  readonly isLeaving: boolean
  readonly phase: Phase
  /** Since when it has been ready, if it is. */
  readonly readySinceMs: number | undefined
  readonly restarts: number
  /** The cheaper it is, the sooner it goes. */
  readonly cost: number
  /** What another like it would be made of. */
  readonly mould: Template
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'

type Status = {
  readonly phase?: Phase
  readonly conditions?: readonly Condition[]
  readonly containerStatuses?: readonly { readonly restartCount?: number }[]
}
type Condition = {
  readonly type: string
  readonly status: string
  readonly lastTransitionTime?: string
}

export function podOf({ metadata, ...object }: Stored): SeenPod {
  const status: Status = object['status'] ?? {}
  const { labels = {}, annotations = {}, ownerReferences: owners = [] } = metadata
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    createdMs: momentOf(metadata.creationTimestamp),
    ...{ labels, owners, owner: ownerAmong(owners) },
    isLeaving: metadata.deletionTimestamp !== undefined,
    phase: status.phase ?? 'Pending',
    readySinceMs: readySince(status.conditions ?? []),
    restarts: Math.max(0, ...(status.containerStatuses ?? []).map((c) => c.restartCount ?? 0)),
    cost: Number.parseInt(annotations[costAnnotation] ?? '', 10) || 0,
    mould: { metadata: { labels, annotations }, spec: object['spec'] as Template['spec'] },
  }
}

function ownerAmong(owners: SeenPod['owners']): SeenPod['owner'] {
  const controller = owners.find((owner) => owner.controller === true)
  if (controller === undefined) return 'nobody'
  const isOurs = controller.kind === 'Deployment' && controller.apiVersion === 'apps/v1'
  return isOurs ? { uid: controller.uid, name: controller.name } : 'other'
}

function readySince(conditions: readonly Condition[]): number | undefined {
  const ready = conditions.find(({ type }) => type === 'Ready')
  return ready?.status === 'True' ? momentOf(ready.lastTransitionTime) : undefined
}

/** What is not said was long ago. */
const momentOf = (time: string | undefined): number => (time === undefined ? 0 : Date.parse(time))

export const hashOfPod = ({ labels }: SeenPod): string => labels[hashLabel] ?? ''

/** When a Pod that stays as it is has been ready for long enough. */
export function availableFrom(pod: SeenPod, minReadyMs: number): number {
  return pod.readySinceMs === undefined ? Number.POSITIVE_INFINITY : pod.readySinceMs + minReadyMs
}
