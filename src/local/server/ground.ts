import type { Json, JsonObject } from '../../api/json.ts'
import type { Kind, Subresource } from '../kinds/kind.ts'
import type { Store, StoredObject } from '../store/store.ts'
import type { AccountsOf } from './account.ts'

/** What the verbs stand on: kinds, objects, and chance and time as they come from outside. */
export type Ground = {
  readonly kinds: readonly Kind[]
  readonly store: Store
  readonly accountsOf: AccountsOf
  /** Milliseconds since 1970. */
  readonly wall: () => number
  readonly newUid: () => string
  /** Between 0 and 1. */
  readonly chance: () => number
}

/** Which object is meant, of which kind. */
export type Place = { readonly namespace?: string | undefined; readonly name: string }

export const keyOf = ({ namespace, name }: Place): string =>
  namespace === undefined ? name : `${namespace}/${name}`

export const metadataOf = (object: JsonObject): JsonObject => Object(object['metadata'])

/** Where an object says that it belongs. */
export function placeIn(object: JsonObject): Place {
  const { namespace, name } = metadataOf(object)
  return { name: String(name), ...(namespace !== undefined && { namespace: String(namespace) }) }
}

/** The one kind that the server must know: all others live in its objects. */
export const namespaceKind = (kinds: readonly Kind[]): Kind | undefined =>
  kinds.find(({ group, kind }) => group === '' && kind === 'Namespace')

/** With what every object has in the order in which the real server writes it. */
export function inOrder(object: JsonObject): JsonObject {
  const metadata = metadataOf(object)
  const { kind: _, apiVersion: __, metadata: ___, ...rest } = object
  return {
    ...only(object, ['kind', 'apiVersion']),
    metadata: { ...only(metadata, metadataOrder), ...metadata },
    ...rest,
  }
}

/** Those of the fields that are there. */
export function only(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = object[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

const metadataOrder = [
  ...['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'generation'],
  ...['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'labels'],
  ...['annotations', 'ownerReferences', 'finalizers', 'managedFields'],
]

/** As metadata has times: whole seconds. */
export const timeOf = (wallMs: number): string =>
  new Date(wallMs).toISOString().replace(/\.\d{3}Z$/, 'Z')

export const apiVersionOf = ({ group, version }: Kind): string =>
  group === '' ? version : `${group}/${version}`

/** The object of a route as it is now, in the version that was asked for. */
export function liveAt(
  { store }: Pick<Ground, 'store'>,
  {
    kind,
    namespace,
    name = '',
  }: { readonly kind: Kind; readonly namespace?: string; readonly name?: string },
): StoredObject | undefined {
  const stored = store.get(kind.storedAs, keyOf({ namespace, name }))
  return stored && (kind.fromStored(stored) as StoredObject)
}

/** Of what is made, no version can have been seen. */
export function withoutVersion(object: JsonObject): JsonObject {
  const { resourceVersion: _, ...metadata } = metadataOf(object)
  return { ...object, metadata }
}

/** Who writes, and what: the account of who has set which field is the writer's to change. */
type Writing = {
  readonly kind: Kind
  readonly live?: StoredObject
  readonly subresource?: Subresource | undefined
  /** Absent where the object says already who has set what. */
  readonly manager?: string
}

/** The managedFields that an object has once it is written. */
export function managedFieldsOf(
  { accountsOf, wall }: Ground,
  { kind, live, subresource, manager }: Writing,
  next: JsonObject,
): Json | undefined {
  if (manager === undefined) return metadataOf(next)['managedFields']
  const accounts = accountsOf(kind, subresource)
  return metadataOf(accounts.updated({ live, next, manager, nowMs: wall() }))['managedFields']
}
