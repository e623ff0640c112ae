import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { type Patched, undecodable } from './patched.ts'
import { badRequest } from './refusal.ts'

/** A merge patch (RFC 7386), as the server takes it: `null` removes, objects are merged, all else replaces. */
export function mergePatched(live: JsonObject, patch: Json): Patched {
  if (patch === null) return { refused: badRequest('Invalid JSON Patch') }
  if (!isJsonObject(patch)) return undecodable(patch, 'value of type map[string]interface {}')
  return { patched: mergedFields(live, patch) }
}

function mergedFields(live: JsonObject, patch: JsonObject): JsonObject {
  const left = Object.entries(live).filter(([name]) => patch[name] !== null)
  const written = Object.entries(patch).flatMap(([name, value]) =>
    value === null
      ? []
      : [[name, mergedValue(Object.hasOwn(live, name) ? live[name] : undefined, value)] as const],
  )
  return Object.fromEntries([...left, ...written])
}

/** Unlike the RFC has it, nulls go from objects inside of lists, too, but where a list replaces an object. */
function mergedValue(live: Json | undefined, patch: Json): Json {
  if (!isJsonObject(live ?? null)) return withoutNulls(patch)
  return isJsonObject(patch) ? mergedFields(live as JsonObject, patch) : patch
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isJsonObject(value)) return value
  const left = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(left.map(([name, inner]) => [name, withoutNulls(inner)]))
}
