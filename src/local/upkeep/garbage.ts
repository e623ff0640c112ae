import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { finalizersIn } from '../server/revise.ts'
import type { StoredObject } from '../store/store.ts'

/** Where an object lies, as one text: `apps/deployments trading/signals`. */
export type Spot = string

type Owner = { readonly uid: string; readonly apiVersion: string; readonly kind: string }

/** What to do about an object, or about those that hang on it. */
export type Chore =
  /** Its owners are gone, or go and wait for it. */
  | { readonly what: 'remove'; readonly spot: Spot; readonly inForeground: boolean }
  /** Some of its owners are gone, or were told to leave it alone. */
  | { readonly what: 'disown'; readonly spot: Spot; readonly uids: readonly string[] }
  /** All that its deletion waited for has happened. */
  | { readonly what: 'release'; readonly spot: Spot; readonly finalizer: string }

/** What is known of who hangs on whom. */
export type Family = {
  readonly object: (spot: Spot) => StoredObject | undefined
  readonly spotOf: (uid: string) => Spot | undefined
  readonly dependentsOf: (uid: string) => readonly Spot[]
  /** Whether objects of such a kind could be here: of others nobody can say that they are gone. */
  readonly isServed: (owner: Owner) => boolean
}

/** What an object as it is now asks for. Done, it asks for nothing more. */
export function choresAbout(family: Family, spot: Spot): readonly Chore[] {
  const object = family.object(spot)
  if (object === undefined) return []
  const { uid, deletionTimestamp } = object.metadata
  const held = deletionTimestamp === undefined ? [] : finalizersIn(object.metadata)
  if (held.includes('orphan')) return orphaning(family, spot, String(uid))
  if (held.includes('foregroundDeletion')) return foreground(family, spot, String(uid))
  return ownership(family, spot, object)
}

/** Who hangs on it stays, and forgets it. */
function orphaning(family: Family, spot: Spot, uid: string): readonly Chore[] {
  const left = family.dependentsOf(uid)
  if (left.length === 0) return [{ what: 'release', spot, finalizer: 'orphan' }]
  return left.map((dependent) => ({ what: 'disown', spot: dependent, uids: [uid] }))
}

/** Who hangs on it goes first; it waits for those who are said to keep it. */
function foreground(family: Family, spot: Spot, uid: string): readonly Chore[] {
  const left = family.dependentsOf(uid)
  const removals = left
    .filter((dependent) => !isGoing(family.object(dependent)))
    .map((dependent): Chore => ({ what: 'remove', spot: dependent, inForeground: true }))
  const isBlocked = left.some((dependent) => blocks(family.object(dependent), uid))
  return isBlocked
    ? removals
    : [...removals, { what: 'release', spot, finalizer: 'foregroundDeletion' }]
}

function ownership(family: Family, spot: Spot, object: StoredObject): readonly Chore[] {
  const owners = ownersOf(object)
  const gone = owners.filter((owner) => isGone(family, object, owner))
  if (gone.length === 0 || isGoing(object)) return []
  if (gone.length === owners.length) return [{ what: 'remove', spot, inForeground: false }]
  return [{ what: 'disown', spot, uids: gone.map(({ uid }) => uid) }]
}

/** An owner is the object with that uid, in no other namespace. */
function isGone(family: Family, { metadata }: StoredObject, owner: Owner): boolean {
  if (!family.isServed(owner)) return false
  const spot = family.spotOf(owner.uid)
  const found = spot === undefined ? undefined : family.object(spot)
  if (found === undefined) return true
  const { namespace } = found.metadata
  return namespace !== undefined && namespace !== metadata['namespace']
}

const isGoing = (object: StoredObject | undefined) =>
  object?.metadata['deletionTimestamp'] !== undefined

function blocks(object: StoredObject | undefined, uid: string): boolean {
  const references = object?.metadata['ownerReferences']
  return listIn(references).some(
    (owner) => owner['uid'] === uid && owner['blockOwnerDeletion'] === true,
  )
}

export function ownersOf({ metadata }: StoredObject): readonly Owner[] {
  return listIn(metadata['ownerReferences']).map(({ uid, apiVersion, kind }) => ({
    ...{ uid: `${uid}`, apiVersion: `${apiVersion}`, kind: `${kind}` },
  }))
}

const listIn = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []
