import type { Json } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import { remove } from '../server/delete.ts'
import { type Ground, keyOf, placeIn } from '../server/ground.ts'
import { isLeaving } from '../server/revise.ts'
import type { Change, StoredObject } from '../store/store.ts'
import { isExpired } from './expiry.ts'
import { createFamily, placeOf, spotIn } from './family.ts'
import { type Chore, choresAbout, type Spot } from './garbage.ts'
import { endingChores, namespaceSpot } from './namespaces.ts'

/** How often what comes by time alone is looked after. */
const everyMs = 60_000

/**
 * What in Kubernetes is the work of its controller manager, and here is done beside the store: what hangs
 * on objects that are gone goes, and so do the contents of namespaces that end, and events that nobody
 * needs any more. It begins with all that is there: a life before may have ended in the middle of it.
 */
export function startUpkeep(ground: Ground, bug: (cause: unknown) => void): () => void {
  const { store, kinds } = ground
  const byCollection = new Map(kinds.map((kind) => [kind.storedAs, kind]))
  const { family, take, remember } = createFamily(kinds, store)
  const waiting = new Set<Spot>()
  let scheduled: NodeJS.Immediate | undefined

  function hear(change: Change): void {
    const { namespace } = change.object.metadata
    for (const spot of take(change)) waiting.add(spot)
    if (typeof namespace === 'string') waiting.add(namespaceSpot(kinds, namespace))
    scheduled ??= setImmediate(work)
  }

  /** One object at a time, so that requests come in between. */
  function work(): void {
    scheduled = undefined
    const [spot] = waiting
    if (spot === undefined) return
    waiting.delete(spot)
    try {
      const [, key] = placeOf(spot)
      const isNamespace = spot === namespaceSpot(kinds, key)
      const chores = isNamespace ? endingChores(kinds, store, key) : []
      for (const chore of [...chores, ...choresAbout(family, spot)]) perform(chore)
    } catch (cause) {
      bug(cause)
    }
    if (waiting.size > 0) scheduled ??= setImmediate(work)
  }

  function perform(chore: Chore): void {
    const [collection, key] = placeOf(chore.spot)
    const [kind, object] = [byCollection.get(collection), store.get(collection, key)]
    if (kind === undefined || object === undefined) return
    const left = chore.what === 'remove' ? undefined : after(chore, object)
    if (left === undefined) removeAs(chore, kind, object)
    else if (isLeaving(left)) store.remove(collection, key, left)
    else store.put(collection, key, left)
  }

  function removeAs(chore: Chore, kind: Kind, object: StoredObject): void {
    const isFirst = chore.what === 'remove' && chore.inForeground
    const propagation = isFirst ? 'Foreground' : 'Background'
    remove(ground, kind, placeIn(object), { isDryRun: false, propagation })
  }

  function forgetEvents(): void {
    for (const { storedAs } of kinds.filter(({ kind }) => kind === 'Event').slice(0, 1)) {
      for (const event of store.list(storedAs) ?? []) {
        if (isExpired(event, ground.wall())) store.remove(storedAs, keyOf(placeIn(event)), event)
      }
    }
  }

  const stops = [...byCollection.keys()].map((collection) => {
    for (const object of store.list(collection) ?? []) {
      const spot = spotIn(collection, keyOf(placeIn(object)))
      remember(spot, object)
      waiting.add(spot)
    }
    return store.follow(collection, hear)
  })
  scheduled = setImmediate(work)
  const clock = setInterval(forgetEvents, everyMs)
  return () => {
    clearInterval(clock)
    clearImmediate(scheduled)
    for (const stop of stops) stop()
  }
}

function after(chore: Exclude<Chore, { what: 'remove' }>, object: StoredObject): StoredObject {
  const isRelease = chore.what === 'release'
  return isRelease ? released(object, chore.finalizer) : disowned(object, chore.uids)
}

function disowned(object: StoredObject, uids: readonly string[]): StoredObject {
  return without(object, 'ownerReferences', (owner) => uids.includes(Object(owner).uid))
}

function released(object: StoredObject, finalizer: string): StoredObject {
  const left = without(object, 'finalizers', (name) => name === finalizer)
  const { finalizers = [], ...spec } = Object(object['spec'])
  if (!Array.isArray(finalizers) || !finalizers.includes(finalizer)) return left
  const others = finalizers.filter((name) => name !== finalizer)
  return { ...left, spec: { ...spec, ...(others.length > 0 && { finalizers: others }) } }
}

function without(
  object: StoredObject,
  field: 'finalizers' | 'ownerReferences',
  isMeant: (item: Json) => boolean,
): StoredObject {
  const { [field]: list, ...metadata } = object.metadata
  const left = Array.isArray(list) ? list.filter((item) => !isMeant(item)) : []
  return { ...object, metadata: { ...metadata, ...(left.length > 0 && { [field]: left }) } }
}
