import { group, kind } from '../../api/names.ts'
import { keyOf, type Stored } from '../../kube/objects.ts'

type Labels = { readonly [name: string]: string }

/** What is ours bears this: evidence and records don't, and are not watched. */
export const ofOurs = 'app.kubernetes.io/managed-by=contender'

export const componentOf = (labels: Labels): string | undefined =>
  labels['app.kubernetes.io/component']

/** The key of the experiment that an object is labelled for. */
export function experimentNamedBy({ metadata }: Stored): string | undefined {
  const name = metadata.labels?.[`${group}/experiment`]
  return name === undefined ? undefined : keyOf({ namespace: metadata.namespace, name })
}

/** `name@revision`, of what runs for a variant. */
export function variantNamedBy(labels: Labels): string | undefined {
  const [name, revision] = [labels[`${group}/variant`], labels[`${group}/revision`]]
  return name === undefined || revision === undefined ? undefined : `${name}@${revision}`
}

export type Owner = { readonly key: string; readonly uid: string }

/** Whoever controls an object is in its own namespace: owner references don't reach further. */
export function experimentThatOwns({ metadata }: Stored): Owner | undefined {
  const owner = metadata.ownerReferences?.find(
    (reference) =>
      reference.controller === true &&
      reference.kind === kind &&
      reference.apiVersion.startsWith(`${group}/`),
  )
  return owner && { key: keyOf({ ...metadata, name: owner.name }), uid: owner.uid }
}
