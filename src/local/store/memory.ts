import { createHistory, type HistoryLimits, usualHistory } from './history.ts'
import { firstVersion, type Journal, keepStore } from './keeping.ts'
import { createObjects } from './objects.ts'
import type { Store, StoredObject } from './store.ts'

/** A store that ends with its process. */
export function createMemoryStore(limits: HistoryLimits = usualHistory): Store {
  const history = createHistory(firstVersion, limits)
  return keepStore({ objects: createObjects(), history, version: firstVersion, journal: nowhere })
}

/** What another store holds now, to try things on: what happens to it happens to nobody else. */
export function copyOf(store: Store, collections: readonly string[]): Store {
  const objects = createObjects()
  for (const collection of collections) {
    for (const object of store.list(collection) ?? []) {
      objects.set({ collection, key: keyOf(object), object })
    }
  }
  const version = store.version()
  return keepStore({
    objects,
    history: createHistory(version, usualHistory),
    version,
    journal: nowhere,
  })
}

const keyOf = ({ metadata: { namespace, name } }: StoredObject): string =>
  namespace === undefined ? `${name}` : `${namespace}/${name}`

const nowhere: Journal = {
  append: () => {},
  durable: async () => {},
  close: async () => {},
}
