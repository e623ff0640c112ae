import { isJsonObject, type Json, type JsonObject } from '../../../../../src/api/json.ts'
import type { Request, Step } from '../recording.ts'

type Rest = Omit<Request, 'verb' | 'manager' | 'body'>

export const create = (manager: string, body: JsonObject): Step => ({
  verb: 'create',
  manager,
  body,
})

export const apply = (manager: string, body: JsonObject, rest: Rest = {}): Step => ({
  ...{ verb: 'apply', manager, body },
  ...rest,
})

export const force = (manager: string, body: JsonObject, rest: Rest = {}): Step =>
  apply(manager, body, { ...rest, force: true })

export const merge = (manager: string, body: Json, rest: Rest = {}): Step => ({
  ...{ verb: 'merge', manager, body },
  ...rest,
})

export const strategic = (manager: string, body: Json, rest: Rest = {}): Step => ({
  ...{ verb: 'strategic', manager, body },
  ...rest,
})

export const json = (manager: string, body: Json, rest: Rest = {}): Step => ({
  ...{ verb: 'json', manager, body },
  ...rest,
})

/** A PUT of the object as it is, with a change. */
export const update =
  (manager: string, change: (live: JsonObject) => JsonObject, rest: Rest = {}): Step =>
  (live) => ({ verb: 'update', manager, body: change(live), ...rest })

/** A step that depends on the object as it is. */
export const seeing =
  (step: (live: JsonObject) => Step): Step =>
  (live) => {
    const asked = step(live)
    return typeof asked === 'function' ? asked(live) : asked
  }

/** Written over the object, as a merge patch has it, but for nulls. */
export function over(object: JsonObject, change: JsonObject): JsonObject {
  const entries = Object.entries(change).map(([name, value]) => {
    const inner = object[name]
    const isDeep = isJsonObject(inner) && isJsonObject(value)
    return [name, isDeep ? over(inner, value) : value] as const
  })
  return { ...object, ...Object.fromEntries(entries) }
}

export const claimsOf = ({ metadata = {} }: JsonObject): readonly JsonObject[] =>
  isJsonObject(metadata) && Array.isArray(metadata['managedFields'])
    ? (metadata['managedFields'] as readonly JsonObject[])
    : []
