import type { Resource } from './resources.ts'

/**
 * An object as JSON has it. The client's own types drop the fields that they don't know, and make dates
 * of strings; what is read here can be written back as it was.
 */
export type KubeObject = {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: Metadata
  readonly [field: string]: unknown
}

type Metadata = {
  readonly name: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly labels?: { readonly [name: string]: string }
  readonly annotations?: { readonly [name: string]: string }
  readonly ownerReferences?: readonly OwnerReference[]
  readonly managedFields?: readonly ManagedFields[]
}

type OwnerReference = {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

/** Who set which fields, as the server keeps account of it. */
export type ManagedFields = {
  readonly manager?: string
  readonly operation?: string
  readonly subresource?: string
  /** As a tree: `{ 'f:data': { 'f:plan.json': {} } }`. */
  readonly fieldsV1?: FieldTree
}

export type FieldTree = { readonly [step: string]: FieldTree }

/** An object to be written; everything that the server adds is absent. */
export type Wanted = KubeObject & {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly namespace: string }
}

/** Wanted, of an object that is known: the uid says which one is meant. */
export type Known = Wanted & { readonly metadata: { readonly uid: string } }

/** An object as the server has it. */
export type Stored = KubeObject & {
  readonly metadata: {
    readonly namespace: string
    readonly uid: string
    readonly resourceVersion: string
  }
}

export type Ref = { readonly namespace: string; readonly name: string }

export const keyOf = ({ namespace, name }: { readonly namespace?: string; name: string }): string =>
  `${namespace}/${name}`

/** Completes «cannot get …»: `ConfigMap city/bikes-record`. */
export const titleOf = ({ kind }: Resource, ref: Ref): string => `${kind} ${keyOf(ref)}`
