import type { Kind } from '../kinds/kind.ts'
import { namespaceKind } from '../server/ground.ts'
import type { Store } from '../store/store.ts'
import { spotIn } from './family.ts'
import type { Chore, Spot } from './garbage.ts'

/** Where the namespace of an object lies: with the last of its objects a namespace that ends can go. */
export const namespaceSpot = (kinds: readonly Kind[], namespace: string): Spot =>
  spotIn(collectionOf(kinds), namespace)

/** What a namespace that ends asks for: all that is in it goes, then it goes itself. */
export function endingChores(kinds: readonly Kind[], store: Store, name: string): readonly Chore[] {
  const namespace = store.get(collectionOf(kinds), name)
  if (namespace?.metadata['deletionTimestamp'] === undefined) return []
  const collections = new Set(
    kinds.filter(({ isNamespaced }) => isNamespaced).map((kind) => kind.storedAs),
  )
  const left = [...collections].flatMap((collection) =>
    (store.list(collection, { namespace: name }) ?? []).map((object) => ({
      spot: spotIn(collection, `${name}/${object.metadata['name']}`),
      isGoing: object.metadata['deletionTimestamp'] !== undefined,
    })),
  )
  const spot = namespaceSpot(kinds, name)
  if (left.length === 0) return [{ what: 'release', spot, finalizer: 'kubernetes' }]
  return left
    .filter(({ isGoing }) => !isGoing)
    .map((found) => ({ what: 'remove', spot: found.spot, inForeground: false }))
}

const collectionOf = (kinds: readonly Kind[]): string =>
  namespaceKind(kinds)?.storedAs ?? 'namespaces'
