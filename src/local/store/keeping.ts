import { createFollowers } from './followers.ts'
import type { History } from './history.ts'
import { namespaceOf, type Objects } from './objects.ts'
import type { Change, Store, StoredObject } from './store.ts'

/**
 * Of a store in which nothing has happened: a list of it has a version that one can watch from, and 1 is of
 * the past, as it is in any cluster. The first log of a folder says so too: it is part of the format.
 */
export const firstVersion = 2

/** Where changes are written down before they take place. */
export type Journal = {
  /** What it throws keeps the change from taking place. */
  readonly append: (change: Change) => void
  readonly durable: () => Promise<void>
  readonly close: () => Promise<void>
}

type Parts = {
  readonly objects: Objects
  readonly history: History
  /** Of the last change that they hold. */
  readonly version: number
  readonly journal: Journal
}

/** The store over what there is, what happened, and a journal of it. */
export function keepStore({ objects, history, version: begin, journal }: Parts): Store {
  const followers = createFollowers()
  let version = begin
  let isClosed = false

  function put(collection: string, key: string, object: StoredObject): StoredObject {
    const before = objects.get(collection, key)
    const known = before === undefined ? {} : { before }
    return happen({ collection, key, ...known, object, isRemoval: false })
  }

  function remove(collection: string, key: string, last: StoredObject): StoredObject {
    const before = objects.get(collection, key)
    if (before === undefined) throw new Error(`there is no ${collection} ${key} to remove`)
    return happen({ collection, key, before, object: last, isRemoval: true })
  }

  /** Written down first: so whatever anybody saw is found again by the next process. */
  function happen(wanted: Omit<Change, 'version'>): StoredObject {
    if (isClosed) throw new Error('the store is closed')
    const next = version + 1
    const change = { version: next, ...wanted, object: versioned(wanted.object, next) }
    journal.append(change)
    version = next
    bringIn(change, objects, history)
    followers.tell(change)
    return change.object
  }

  function list(
    collection: string,
    { namespace, at = version }: { namespace?: string | undefined; at?: number | undefined } = {},
  ): readonly StoredObject[] | undefined {
    if (at === version) return objects.list(collection, namespace)
    const later = changesSince(collection, at)?.filter(
      ({ key }) => namespace === undefined || namespaceOf(key) === namespace,
    )
    if (later === undefined) return undefined
    return undone(objects.entries(collection, namespace), later)
  }

  function changesSince(collection: string, from: number): readonly Change[] | undefined {
    return history.since(from)?.filter((change) => change.collection === collection)
  }

  return {
    version: () => version,
    get: objects.get,
    list,
    put,
    remove,
    durable: journal.durable,
    changesSince,
    follow: (collection, hear) => followers.follow(collection, version, hear),
    size: objects.size,
    compact: history.compact,
    close: () => {
      isClosed = true
      return journal.close()
    },
  }
}

/** What a change does to what there is, and to what is remembered. */
export function bringIn(change: Change, objects: Objects, history: History): void {
  if (change.isRemoval) objects.remove(change)
  else objects.set(change)
  history.add(change)
}

const versioned = (object: StoredObject, version: number): StoredObject => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: `${version}` },
})

/** Entries as they were before the changes that came later. */
function undone(
  entries: readonly (readonly [key: string, object: StoredObject])[],
  later: readonly Change[],
): readonly StoredObject[] {
  const objects = new Map(entries)
  for (const { key, before } of later.toReversed()) {
    if (before === undefined) objects.delete(key)
    else objects.set(key, before)
  }
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)
}
