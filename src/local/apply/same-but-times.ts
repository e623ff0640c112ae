import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { metadataOf } from './claims.ts'
import { isList } from './deduced.ts'

/**
 * An object that is about to be stored in place of another. If nothing is different but times in
 * managedFields, it is the other one again: who writes what was there already changes nothing.
 * To be asked once the server has set right all that it sets right.
 */
export function unlessSameButTimes(next: JsonObject, live: JsonObject): JsonObject {
  const claims = metadataOf(next)['managedFields']
  const hasClaims = isList(claims) && claims.length > 0
  return hasClaims && isDeepStrictEqual(withoutTimes(next), withoutTimes(live)) ? live : next
}

function withoutTimes(object: JsonObject): JsonObject {
  const metadata = metadataOf(object)
  const { managedFields = null } = metadata
  const timeless = isList(managedFields) ? managedFields.map(timelessEntry) : managedFields
  return { ...object, metadata: { ...metadata, managedFields: timeless } }
}

function timelessEntry(entry: Json): Json {
  if (!isJsonObject(entry)) return entry
  const { time: _, ...rest } = entry
  return rest
}
