import type { JsonObject } from '../../../../src/api/json.ts'
import type { Store, StoredObject } from '../../../../src/local/store/store.ts'
import { below } from '../../../chance.ts'

/** An object that can be told from others. */
export const thing = (name: string, more: JsonObject = {}): StoredObject => ({
  kind: 'Thing',
  metadata: { name },
  ...more,
})

export const collections = ['pods', 'services', 'namespaces'] as const

/** One write by chance; a third of them remove something. */
export function writeByChance(store: Store, random: () => number, size = 20): void {
  const collection = collections[below(random, 3)] ?? 'pods'
  const name = `n${below(random, 12)}`
  const key =
    collection === 'namespaces' ? name : `${['a', 'a-b', 'a.b'][below(random, 3)]}/${name}`
  const old = store.get(collection, key)
  if (old !== undefined && random() < 0.4) store.remove(collection, key, old)
  else
    store.put(collection, key, thing(name, { text: 'é'.repeat(below(random, size)), x: random() }))
}

/** Everything that a store shows, as it can be compared. */
export const contentOf = (store: Store): string =>
  JSON.stringify(collections.map((collection) => store.list(collection)))

/** What went wrong must not go unseen. */
export const noTrouble = (cause: Error): never => {
  throw cause
}
