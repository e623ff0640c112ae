import { hash } from 'node:crypto'
import { apiVersion, kind } from '../../api/names.ts'
import type { Ref, Wanted } from '../../kube/objects.ts'
import { type Resource, resourceOf } from '../../kube/resources.ts'
import type { WantedObject } from '../../plan/wanted/wanted.ts'
import { variantNamedBy } from '../observing/labels.ts'
import { appliedAnnotation } from '../observing/seen-child.ts'

/** The experiment that what is made belongs to, and goes with. */
export type OwnerRef = Ref & { readonly uid: string }

/** A wanted object as it is to be written, and what it is called. */
export type Stated = {
  /** `Kind/name` */
  readonly title: string
  /** In caches. */
  readonly key: string
  readonly kind: string
  readonly resource: Resource
  /** Of the whole. */
  readonly hash: string
  readonly object: Wanted
  /** Of which variant at which revision it is a part; what routers need is of none. */
  readonly variant: string | undefined
}

/** With its owner, and with what we state as one hash: an object that bears it need not be written again. */
export function statedOf(wanted: WantedObject, owner: OwnerRef): Stated {
  const { metadata } = wanted
  const ownerReferences = [{ apiVersion, kind, name: owner.name, uid: owner.uid, controller: true }]
  const digest = hash('sha256', JSON.stringify([wanted, owner.uid])).slice(0, 16)
  const annotations = { ...metadata.annotations, [appliedAnnotation]: digest }
  return {
    title: `${wanted.kind}/${metadata.name}`,
    key: `${metadata.namespace}/${metadata.name}`,
    kind: wanted.kind,
    resource: resourceOf(wanted),
    hash: digest,
    object: { ...wanted, metadata: { ...metadata, annotations, ownerReferences } },
    variant: variantNamedBy(metadata.labels),
  }
}

/** What pods need comes before pods, and what scales them after. */
const order = [
  'ConfigMap',
  'Secret',
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Deployment',
  'HorizontalPodAutoscaler',
]

export const inOrder = <T extends { readonly kind: string }>(objects: readonly T[]): readonly T[] =>
  objects.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
