import type { FieldTree, ManagedFields } from '../../kube/objects.ts'

/** As which the door writes: see its option `owner`. */
const ourName = 'contender'

/**
 * Which fields of an object are ours by the server's own account, as one text. Whoever changes or removes a field of ours
 * takes it out of that account, so that nobody needs to keep what the object was like.
 */
export function accountIn(managedFields: readonly ManagedFields[] = []): string {
  const ours = managedFields.filter(
    ({ manager, subresource }) => manager === ourName && !subresource,
  )
  return JSON.stringify(ours.map(({ fieldsV1 = {} }) => withoutOwners(fieldsV1)))
}

/** Says whether all that is stated is ours still; where the account leaves that open, it says no. */
export function covers(account: string, stated: { readonly [field: string]: unknown }): boolean {
  const trees: readonly FieldTree[] = JSON.parse(account)
  const { apiVersion: _, kind: __, metadata, ...fields } = stated
  const { labels, annotations } = Object(metadata)
  return isCovered(trees, { ...fields, metadata: { labels, annotations } }, '')
}

/** References to owners have uids in them: without those the accounts of most objects of a kind are the same text. */
function withoutOwners({ 'f:metadata': metadata = {}, ...tree }: FieldTree): FieldTree {
  const { 'f:ownerReferences': _, ...rest } = metadata
  return Object.keys(rest).length === 0 ? tree : { ...tree, 'f:metadata': rest }
}

function isCovered(trees: readonly FieldTree[], value: unknown, name: string): boolean {
  if (isNothing(value)) return true
  if (trees.length === 0) return false
  if (typeof value !== 'object' || isWhole(trees, value, name)) return true
  const parts = Array.isArray(value) ? itemsOf(trees, value) : fieldsOf(trees, value)
  return parts.every(([part, found, field]) => isCovered(found, part, field))
}

/** What servers leave out, and so keep no account of. */
const isNothing = (value: unknown): value is null | undefined | readonly never[] =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/**
 * A tree without branches is a field that has no parts, or one whose parts are all somebody else's by now. Only by its name
 * can it be told which: these have none by the schema of Kubernetes, and of lists those.
 */
function isWhole(trees: readonly FieldTree[], value: object, name: string): boolean {
  if (!trees.some((tree) => Object.keys(tree).length === 0)) return false
  if (Array.isArray(value)) return !keyedLists.includes(name)
  return Object.keys(value).length === 0 || /(selector|Selector|Ref)$/.test(name)
}

const keyedLists = [
  ...['containers', 'initContainers', 'env', 'ports', 'volumeMounts', 'volumes'],
  ...['imagePullSecrets', 'topologySpreadConstraints', 'hostAliases'],
]

type Part = readonly [value: unknown, found: readonly FieldTree[], name: string]

const fieldsOf = (trees: readonly FieldTree[], value: object): readonly Part[] =>
  Object.entries(value).map(([name, part]) => [
    part,
    trees.flatMap((tree) => tree[`f:${name}`] ?? []),
    name,
  ])

const itemsOf = (trees: readonly FieldTree[], items: readonly unknown[]): readonly Part[] =>
  items.map((item) => [item, trees.flatMap((tree) => itemIn(tree, item)), ''])

/** Items are named by their key fields (`k:{"name":"http"}`), which may hold defaults that were not stated, or by value. */
function itemIn(tree: FieldTree, item: unknown): readonly FieldTree[] {
  return Object.entries(tree).flatMap(([step, part]) => {
    if (step.startsWith('v:')) return step.slice(2) === JSON.stringify(item) ? [part] : []
    return step.startsWith('k:') && isNamed(JSON.parse(step.slice(2)), Object(item)) ? [part] : []
  })
}

const isNamed = (
  key: { readonly [field: string]: unknown },
  item: { readonly [field: string]: unknown },
): boolean => Object.entries(key).every(([field, is]) => (item[field] ?? is) === is)
