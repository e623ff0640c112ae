import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type JsonObject } from '../../../api/json.ts'
import { isMetadataChanged, without } from './preparation.ts'

/** Where endpoints are is no longer said in words of their own. */
export function withoutTopology(object: JsonObject): JsonObject {
  const { endpoints } = object
  if (!Array.isArray(endpoints)) return object
  const plain = endpoints.map((endpoint) =>
    isJsonObject(endpoint) ? without(endpoint, 'deprecatedTopology') : endpoint,
  )
  return { ...object, endpoints: plain }
}

/** Whether an EndpointSlice says something new: of whom it is, or of where they are. */
export const isSliceChanged = (object: JsonObject, old: JsonObject): boolean =>
  isMetadataChanged('labels')(object, old) ||
  ['addressType', 'endpoints', 'ports'].some(
    (field) => !isDeepStrictEqual(object[field], old[field]),
  )
