import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import type { FieldSchema } from '../kinds/field-schema.ts'
import { type Patched, sortInGo } from './patched.ts'
import { badRequest } from './refusal.ts'
import { mergedObject } from './strategic/objects.ts'
import { unlessStopped } from './strategic/stop.ts'

/**
 * A strategic merge patch, for built-in kinds: lists are merged by the keys that the schema gives, and
 * directives (`$patch`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`, `$retainKeys`) are followed.
 */
export function strategicPatched(live: JsonObject, patch: Json, schema: FieldSchema): Patched {
  if (patch === null) return { patched: live }
  if (!isJsonObject(patch)) {
    const message = `json: cannot unmarshal ${sortInGo(patch)} into Go value of type map[string]interface {}`
    return { refused: badRequest(message) }
  }
  return unlessStopped(() => ({ patched: mergedObject(live, patch, schema) }))
}
