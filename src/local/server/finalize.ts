import type { StoredObject } from '../store/store.ts'
import type { Asked, Outcome } from './asked.ts'
import { objectIn } from './body.ts'
import { type Ground, liveAt, metadataOf } from './ground.ts'
import { writeOptionsIn } from './options.ts'
import { notFound } from './refusal.ts'
import { isLeaving } from './revise.ts'

/** `namespaces/finalize`: takes finalizers away; with the last of them a deleted namespace goes. */
export function finalize(ground: Ground, asked: Asked): Outcome {
  const { route, method, query, body, contentType } = asked
  const { kind, name = '' } = route
  const { isDryRun } = writeOptionsIn(method, query, asked)
  const live = liveAt(ground, route)
  if (live === undefined) throw notFound(kind, name)
  const { finalizers = [] } = Object(objectIn(kind, body, contentType)['spec'])
  const { finalizers: _, ...spec } = Object(live['spec'])
  const left = Array.isArray(finalizers) && finalizers.length > 0 ? { finalizers } : {}
  const object = { ...live, metadata: metadataOf(live), spec: { ...spec, ...left } } as StoredObject
  const write = isLeaving(object) ? ground.store.remove : ground.store.put
  if (!isDryRun) write(kind.storedAs, name, object)
  return { status: 200, object, kind }
}
