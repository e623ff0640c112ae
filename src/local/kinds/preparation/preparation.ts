import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import type { Prepare } from '../kind.ts'

type Rules = {
  /** Whether the server counts changes of what is wanted, and what such a change is; absent: it does not. */
  readonly isNewGeneration?: (object: JsonObject, old: JsonObject) => boolean
  /** What of a new object nobody but the server says. */
  readonly create?: (object: JsonObject) => JsonObject
  /** What of an object nobody can change: put back silently. */
  readonly update?: (object: JsonObject, old: JsonObject) => JsonObject
  /** Whether status has an address of its own; else it is a field as any other. */
  readonly hasStatus: boolean
  /** What a writer of the status cannot change of metadata, where that is not nothing. */
  readonly keptByStatus?: readonly string[] | 'all'
}

/** How most kinds are prepared: status belongs to its subresource, the rest to everything else. */
export function preparation(rules: Rules): Prepare {
  const { isNewGeneration, hasStatus, create = same, update = same, keptByStatus = [] } = rules
  return {
    create: (object) => {
      const born = create(hasStatus ? without(object, 'status') : object)
      return isNewGeneration ? withGeneration(born, 1) : born
    },
    update: (object, old) => {
      const next = update(hasStatus ? taking(object, old, 'status') : object, old)
      if (isNewGeneration === undefined) return next
      const generation = Number(objectAt(old, 'metadata')['generation'] ?? 0)
      return withGeneration(next, isNewGeneration(next, old) ? generation + 1 : generation)
    },
    updateStatus: (object, old) => ({
      ...taking(old, object, 'status'),
      metadata: keeping(objectAt(object, 'metadata'), objectAt(old, 'metadata'), keptByStatus),
    }),
  }
}

const same = (object: JsonObject) => object

export const isSpecChanged = (object: JsonObject, old: JsonObject): boolean =>
  !isDeepStrictEqual(object['spec'], old['spec'])

export const isMetadataChanged =
  (field: 'labels' | 'annotations') =>
  (object: JsonObject, old: JsonObject): boolean =>
    !isDeepStrictEqual(objectAt(object, 'metadata')[field], objectAt(old, 'metadata')[field])

function withGeneration(object: JsonObject, generation: number): JsonObject {
  return { ...object, metadata: { ...objectAt(object, 'metadata'), generation } }
}

/** An object with a field as another has it, or without it where the other has none. */
export function taking(object: JsonObject, from: JsonObject, field: string): JsonObject {
  const value = from[field]
  return value === undefined ? without(object, field) : { ...object, [field]: value }
}

export function without({ ...object }: { [name: string]: JsonObject[string] }, field: string) {
  delete object[field]
  return object as JsonObject
}

function keeping(metadata: JsonObject, old: JsonObject, kept: readonly string[] | 'all') {
  if (kept === 'all') return taking(old, metadata, 'managedFields')
  return kept.reduce((next, field) => taking(next, old, field), metadata)
}
