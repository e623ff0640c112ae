import { createOrdered, type Ordered } from './ordered.ts'
import type { StoredObject } from './store.ts'

/** An object and where it lies. */
export type Placed = {
  readonly collection: string
  readonly key: string
  readonly object: StoredObject
}

/**
 * What there is: collections, each a row of namespaces, each a row of objects. So what is listed costs
 * what it is long, and the whole of a collection comes in the order of its keys all the same.
 */
export function createObjects() {
  const collections = new Map<string, Ordered<Shelf>>()
  let count = 0

  const shelf = (collection: string, namespace: string) =>
    collections.get(collection)?.get(prefixOf(namespace))

  function get(collection: string, key: string): StoredObject | undefined {
    return shelf(collection, namespaceOf(key))?.get(key)
  }

  function set({ collection, key, object }: Placed): void {
    const found = shelf(collection, namespaceOf(key)) ?? addShelf(collection, namespaceOf(key))
    const before = found.size()
    found.set(key, object)
    count += found.size() - before
  }

  function addShelf(collection: string, namespace: string): Shelf {
    const namespaces = collections.get(collection) ?? createOrdered<Shelf>()
    collections.set(collection, namespaces)
    const added: Shelf = createOrdered()
    namespaces.set(prefixOf(namespace), added)
    return added
  }

  function remove({ collection, key }: Pick<Placed, 'collection' | 'key'>): void {
    const found = shelf(collection, namespaceOf(key))
    if (found?.get(key) === undefined) return
    found.remove(key)
    count -= 1
    if (found.size() === 0) collections.get(collection)?.remove(prefixOf(namespaceOf(key)))
  }

  function shelves(collection: string, namespace: string | undefined): readonly Shelf[] {
    if (namespace === undefined) return collections.get(collection)?.values() ?? []
    const found = shelf(collection, namespace)
    return found === undefined ? [] : [found]
  }

  function all(): readonly Placed[] {
    return [...collections.keys()].flatMap((collection) =>
      shelves(collection, undefined)
        .flatMap((row) => row.entries())
        .map(([key, object]) => ({ collection, key, object })),
    )
  }

  return {
    get,
    set,
    remove,
    all,
    list: (collection: string, namespace?: string): readonly StoredObject[] =>
      shelves(collection, namespace).flatMap((row) => row.values()),
    entries: (collection: string, namespace?: string) =>
      shelves(collection, namespace).flatMap((row) => row.entries()),
    size: () => count,
  }
}

export type Objects = ReturnType<typeof createObjects>

/** The objects of one namespace, by their whole keys. */
type Shelf = Ordered<StoredObject>

/** Empty for what lives in no namespace. */
export const namespaceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')))

/** What the keys of a namespace begin with, and are ordered by: `a-b/x` stands before `a/x`. */
const prefixOf = (namespace: string) => `${namespace}/`
