import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import type { StoredObject } from '../store/store.ts'
import type { DeleteOptions, Propagation } from './delete-options.ts'
import { type Ground, keyOf, metadataOf, type Place, timeOf } from './ground.ts'
import { mayNotGo, notFound, otherThanMeant } from './refusal.ts'
import { finalizersIn, isLeaving } from './revise.ts'

/** Either it is gone now, or it has been told to go and somebody must let it. */
export type Deleted = { readonly object: JsonObject; readonly isGone: boolean }

/**
 * What finalizers hold, or what needs time to stop, is marked and stays; anything else goes at once.
 * Whoever deletes for a second time can shorten the time that is left, never lengthen it.
 */
export function remove(ground: Ground, kind: Kind, at: Place, options: DeleteOptions): Deleted {
  const key = keyOf(at)
  const stored = ground.store.get(kind.storedAs, key)
  if (stored === undefined) throw notFound(kind, at.name)
  checkPreconditions(kind, at.name, stored, options)
  if (kind.lasting?.includes(at.name)) throw mayNotGo(kind, at.name)
  const marked = withMarks(ground, kind, stored, options)
  const isGone = isLeaving(marked)
  if (options.isDryRun) return { object: kind.fromStored(marked), isGone }
  if (isGone) {
    // What is given time is told to go, even where the time is none.
    const isTold = kind.graceSeconds !== undefined && marked !== stored
    const last = isTold ? ground.store.put(kind.storedAs, key, marked) : stored
    return { object: kind.fromStored(ground.store.remove(kind.storedAs, key, last)), isGone }
  }
  const isNews = marked !== stored
  const object = isNews ? ground.store.put(kind.storedAs, key, marked) : stored
  return { object: kind.fromStored(object), isGone }
}

function checkPreconditions(
  kind: Kind,
  name: string,
  { metadata }: StoredObject,
  { uid, resourceVersion }: DeleteOptions,
): void {
  const was = (what: string, wanted: string, had: unknown, perhaps: string) =>
    otherThanMeant(
      kind,
      name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${had}). The object might have been ${perhaps}`,
    )
  if (uid !== undefined && uid !== metadata['uid']) {
    throw was('UID', uid, metadata['uid'], 'deleted and then recreated')
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata['resourceVersion']) {
    throw was('ResourceVersion', resourceVersion, metadata['resourceVersion'], 'modified')
  }
}

/** The object as the deletion leaves it: marked, where it was not yet, and with its time shortened. */
function withMarks(
  ground: Ground,
  kind: Kind,
  stored: StoredObject,
  { propagation, graceSeconds }: DeleteOptions,
): StoredObject {
  const had = stored.metadata
  const finalizers = finalizersAfter(finalizersIn(had), propagation)
  const grace = graceSecondsFor(kind, stored, graceSeconds)
  const isMarked = had['deletionTimestamp'] !== undefined
  const left = had['deletionGracePeriodSeconds']
  const isShorter = isMarked && typeof left === 'number' && grace < left
  const isSameList = finalizers.join() === finalizersIn(had).join()
  if (isMarked && !isShorter && isSameList) return stored
  const { finalizers: _, ...rest } = had
  const metadata = {
    ...rest,
    ...(finalizers.length > 0 && { finalizers }),
    ...((!isMarked || isShorter) && marks(ground, kind, grace)),
    ...(!isMarked &&
      typeof had['generation'] === 'number' && { generation: had['generation'] + 1 }),
  }
  return kind.prepareDeletion?.({ ...stored, metadata }) ?? { ...stored, metadata }
}

const marks = ({ wall }: Ground, kind: Kind, grace: number) => ({
  deletionTimestamp: timeOf(wall() + grace * 1000),
  ...(kind.isNamespaced && { deletionGracePeriodSeconds: grace }),
})

function graceSecondsFor(kind: Kind, object: JsonObject, asked: number | undefined): number {
  const wanted = kind.graceSeconds?.(object) ?? 0
  if (wanted === 0) return 0
  return asked !== undefined && asked < 0 ? 1 : (asked ?? wanted)
}

/** Who collects garbage reads the caller's wish from these. */
const wishes: { readonly [propagation in Propagation]: string | undefined } = {
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
  Background: undefined,
}

function finalizersAfter(had: readonly string[], propagation?: Propagation): readonly string[] {
  if (propagation === undefined) return had
  const others = had.filter((name) => !Object.values(wishes).includes(name))
  const wish = wishes[propagation]
  return wish === undefined ? others : [...others, wish]
}

/** What is left to say of an object that is gone: most kinds say no more than that it was. */
export function goneStatus({ plural, group }: Kind, object: JsonObject): JsonObject {
  const { name = '', uid = '' } = metadataOf(object)
  return {
    ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' },
    details: { name, ...(group && { group }), kind: plural, uid },
  }
}
