import { keyOf, type Stored } from '../../../kube/objects.ts'
import type { Entry } from '../../../reconciler/source.ts'
import { mentionsIn } from './mentions.ts'
import type { PodSpec } from './spec.ts'
import type { PodStatus } from './status.ts'

/** What is kept of a Pod of this node. */
export type Pod = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly generation: number | undefined
  readonly labels: Texts
  readonly annotations: Texts
  /** Set once it is to go, with the time that its containers have. */
  readonly leaving?: { readonly graceMs: number }
  readonly spec: PodSpec
  readonly status: PodStatus
  /** ConfigMaps and Secrets that its files or its environment come from: `ConfigMap city/bikes`. */
  readonly mentions: ReadonlySet<string>
}

export type Texts = { readonly [name: string]: string }

/** A projection of the Pods that were given to a node. */
export function podsOf(node: string): (object: Stored) => Pod | undefined {
  return (object) => {
    const pod = podOf(object)
    return pod.spec.nodeName === node ? pod : undefined
  }
}

export function podOf(object: Stored): Pod {
  const { metadata } = object
  const { namespace, name, uid, labels = {}, annotations = {}, deletionTimestamp } = metadata
  const { deletionGracePeriodSeconds: seconds = 0 } = metadata as Going
  const spec = object['spec'] as PodSpec
  return {
    ...{ key: keyOf(metadata), version: metadata.resourceVersion },
    ...{ namespace, name, uid, labels, annotations, generation: metadata.generation, spec },
    ...(deletionTimestamp !== undefined && { leaving: { graceMs: seconds * 1000 } }),
    status: (object['status'] ?? {}) as PodStatus,
    mentions: mentionsIn(namespace, spec),
  }
}

type Going = Stored['metadata'] & { readonly deletionGracePeriodSeconds?: number }
