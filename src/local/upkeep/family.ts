import type { Kind } from '../kinds/kind.ts'
import type { Change, Store, StoredObject } from '../store/store.ts'
import { type Family, ownersOf, type Spot } from './garbage.ts'

/** Keeps account of who hangs on whom, change by change. */
export function createFamily(kinds: readonly Kind[], store: Store) {
  const spots = new Map<string, Spot>()
  const dependents = new Map<string, Set<Spot>>()

  /** Returns whom the change concerns: the object, who hangs on it, and whom it hangs on. */
  function take({ collection, key, before, object, isRemoval }: Change): readonly Spot[] {
    const spot = spotIn(collection, key)
    if (before !== undefined) forget(spot, before)
    if (!isRemoval) remember(spot, object)
    const owners = [...(before ? ownersOf(before) : []), ...ownersOf(object)]
    return [
      spot,
      ...dependentsOf(uidOf(object)),
      ...owners.flatMap(({ uid }) => spots.get(uid) ?? []),
    ]
  }

  function remember(spot: Spot, object: StoredObject): void {
    spots.set(uidOf(object), spot)
    for (const { uid } of ownersOf(object)) {
      const known = dependents.get(uid)
      if (known === undefined) dependents.set(uid, new Set([spot]))
      else known.add(spot)
    }
  }

  function forget(spot: Spot, object: StoredObject): void {
    spots.delete(uidOf(object))
    for (const { uid } of ownersOf(object)) {
      dependents.get(uid)?.delete(spot)
      if (dependents.get(uid)?.size === 0) dependents.delete(uid)
    }
  }

  const dependentsOf = (uid: string): readonly Spot[] => [...(dependents.get(uid) ?? [])]

  const family: Family = {
    object: (spot) => store.get(...placeOf(spot)),
    spotOf: (uid) => spots.get(uid),
    dependentsOf,
    isServed: ({ apiVersion, kind }) =>
      kinds.some(
        (served) =>
          served.kind === kind &&
          apiVersion.split('/').length === (served.group === '' ? 1 : 2) &&
          (served.group === '' || apiVersion.startsWith(`${served.group}/`)),
      ),
  }
  return { family, take, remember }
}

export const spotIn = (collection: string, key: string): Spot => `${collection} ${key}`

/** The collection and the key: neither has a space in it. */
export function placeOf(spot: Spot): readonly [collection: string, key: string] {
  const [collection = '', key = ''] = spot.split(' ')
  return [collection, key]
}

const uidOf = ({ metadata }: StoredObject) => String(metadata['uid'])
