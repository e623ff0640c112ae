import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import type { NodeTerm } from './terms.ts'

/** What is kept of a Pod that waits for a node. */
export type WaitingPod = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly nodeSelector: { readonly [label: string]: string }
  /** Of its required node affinity; absent where it has none. */
  readonly terms: readonly NodeTerm[] | undefined
  /** What has been said of it last. */
  readonly scheduled: Condition | undefined
}

export type Condition = {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

type Spec = {
  readonly nodeName?: string
  readonly schedulerName?: string
  readonly schedulingGates?: readonly unknown[]
  readonly nodeSelector?: WaitingPod['nodeSelector']
  readonly affinity?: { readonly nodeAffinity?: { readonly [when: string]: Required } }
}
type Required = { readonly nodeSelectorTerms?: readonly NodeTerm[] }
type Status = { readonly phase?: string; readonly conditions?: readonly Condition[] }

/** The name under which Pods ask for a scheduler that ask for none. */
export const schedulerName = 'default-scheduler'

/** A projection of the Pods that are ours to give a node, and still need one. */
export function waitingPodOf({ metadata, ...object }: Stored): WaitingPod | undefined {
  const spec: Spec = object['spec'] ?? {}
  const status: Status = object['status'] ?? {}
  if (metadata.deletionTimestamp !== undefined || !isWaiting(spec, status)) return undefined
  const { nodeSelector = {}, affinity } = spec
  const required = affinity?.nodeAffinity?.['requiredDuringSchedulingIgnoredDuringExecution']
  return {
    ...{ key: keyOf(metadata), version: metadata.resourceVersion },
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid, nodeSelector },
    terms: required && (required.nodeSelectorTerms ?? []),
    scheduled: status.conditions?.find(({ type }) => type === 'PodScheduled'),
  }
}

function isWaiting(spec: Spec, { phase = 'Pending' }: Status): boolean {
  const { nodeName = '', schedulingGates = [] } = spec
  const isOurs = (spec.schedulerName ?? schedulerName) === schedulerName
  return isOurs && nodeName === '' && schedulingGates.length === 0 && phase === 'Pending'
}
