import { isDeepStrictEqual } from 'node:util'
import { type Problem, problem } from '../../admission/problem.ts'
import type { Json, JsonObject } from '../../api/json.ts'
import { unlessSameButTimes } from '../apply/same-but-times.ts'
import type { Kind, Subresource } from '../kinds/kind.ts'
import type { StoredObject } from '../store/store.ts'
import {
  type Ground,
  inOrder,
  keyOf,
  managedFieldsOf,
  metadataOf,
  only,
  type Place,
} from './ground.ts'
import { groupOf, invalid, Refusal, stale } from './refusal.ts'

/** How an object that is there is to become another. */
export type Revision = {
  readonly kind: Kind
  readonly at: Place
  /** As it is, and as it is to be, both of the version that was asked for. */
  readonly live: StoredObject
  readonly next: JsonObject
  readonly subresource?: Subresource | undefined
  readonly isDryRun: boolean
  /** Who writes; absent where `next` says already who has set what. */
  readonly manager?: string
}

/**
 * The one way in which an object changes: the version that the writer saw, what he cannot say, who set
 * what, what is wrong with it. A change that changes nothing is none. Where the last finalizer of a
 * deleted object goes, the object goes with it.
 */
export function revise(ground: Ground, revision: Revision): JsonObject {
  const { kind, at, live, subresource, isDryRun } = revision
  const met = withServersMetadata(revision)
  const managedFields = managedFieldsOf(ground, revision, met)
  const prepared = withAccount(prepare(kind, met, live, subresource), managedFields)
  const problems = [...metadataProblems(prepared, live), ...kind.validate(prepared, live)]
  if (problems.length > 0) {
    throw invalid({ group: groupOf(kind), kind: kind.kind }, at.name, problems)
  }
  if (isSame(prepared, live)) return live
  if (isDryRun) return prepared
  const object = kind.toStored(inOrder(prepared)) as StoredObject
  const key = keyOf(at)
  if (!isLeaving(object)) return kind.fromStored(ground.store.put(kind.storedAs, key, object))
  ground.store.remove(kind.storedAs, key, kind.toStored(live) as StoredObject)
  return prepared
}

/** An object of which nobody keeps account can be the same as well. */
const isSame = (next: JsonObject, live: JsonObject) =>
  unlessSameButTimes(next, live) === live || isDeepStrictEqual(next, live)

/** What only the server says of an object, and how a writer may state what he saw. */
function withServersMetadata({ kind, at, live, next }: Revision): JsonObject {
  const [sent, had] = [metadataOf(next), live.metadata]
  const version = seenIn(sent)
  if (version === undefined && !kind.isUpdatedBlindly) throw unconditional(kind, at.name)
  if (version !== undefined && version !== had['resourceVersion']) throw stale(kind, at.name)
  const { selfLink: _, namespace: __, generation: ___, ...rest } = sent
  const metadata = {
    ...rest,
    name: at.name,
    ...(at.namespace === undefined ? {} : { namespace: at.namespace }),
    uid: sent['uid'] || had['uid'],
    ...only(had, ['resourceVersion', 'creationTimestamp', 'generation']),
    ...only({ ...had, ...only(sent, leaving) }, leaving),
  }
  return { ...next, metadata: metadata as JsonObject }
}

/** The version that a writer saw. An empty one, and 0, say nothing. */
function seenIn({ resourceVersion = '' }: JsonObject): string | undefined {
  if (resourceVersion === '' || resourceVersion === '0') return undefined
  if (!/^\d+$/.test(`${resourceVersion}`)) throw noVersion(`${resourceVersion}`)
  return `${resourceVersion}`
}

const leaving = ['deletionTimestamp', 'deletionGracePeriodSeconds']

function prepare(kind: Kind, object: JsonObject, live: JsonObject, subresource?: Subresource) {
  if (subresource === 'status') return kind.prepare.updateStatus(object, live)
  return kind.prepare.update(object, live)
}

function withAccount(object: JsonObject, managedFields: Json | undefined): JsonObject {
  const { managedFields: _, ...metadata } = metadataOf(object)
  const accounted = managedFields === undefined ? metadata : { ...metadata, managedFields }
  return { ...object, metadata: accounted }
}

/** What nobody can change, and what cannot be asked of an object that is on its way out. */
function metadataProblems(next: JsonObject, live: StoredObject): readonly Problem[] {
  const [now, had] = [metadataOf(next), live.metadata]
  const changed = ['uid', ...leaving].filter((name) => now[name] !== had[name])
  return [
    ...changed.map((name) => {
      const value = now[name] ?? ''
      return problem(under(name), 'FieldValueInvalid', { value, detail: 'field is immutable' })
    }),
    ...newFinalizers(now, had),
  ]
}

function newFinalizers(now: JsonObject, had: JsonObject): readonly Problem[] {
  const added = finalizersIn(now).filter((name) => !finalizersIn(had).includes(name))
  if (had['deletionTimestamp'] === undefined || added.length === 0) return []
  const list = added.map((name) => JSON.stringify(name)).join(', ')
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`
  return [problem(under('finalizers'), 'FieldValueForbidden', { detail })]
}

const under = (name: string) => ({ path: ['metadata', name], field: `metadata.${name}` })

export function finalizersIn(metadata: JsonObject): readonly string[] {
  const { finalizers } = metadata
  return Array.isArray(finalizers) ? finalizers.map(String) : []
}

/** Says whether nothing holds a deleted object any more. */
export function isLeaving({ metadata, spec }: StoredObject): boolean {
  if (metadata['deletionTimestamp'] === undefined) return false
  const { finalizers = [] } = Object(spec)
  const isHeld =
    finalizersIn(metadata).length > 0 || (Array.isArray(finalizers) && finalizers.length > 0)
  return !isHeld && (metadata['deletionGracePeriodSeconds'] ?? 0) === 0
}

const noVersion = (text: string) =>
  new Refusal({
    code: 500,
    message: `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  })

function unconditional(kind: Kind, name: string) {
  const detail = 'must be specified for an update'
  const at = under('resourceVersion')
  const missing = problem(at, 'FieldValueInvalid', { value: 0, detail })
  return invalid({ group: kind.group, kind: kind.plural }, name, [missing])
}
