import { isJsonObject, type Json, type JsonObject, type JsonPath } from '../api/json.ts'
import { group, kind } from '../api/names.ts'

/** An object of a document, and its path in there: a list holds several. */
export type Placed = { readonly value: Json; readonly path: JsonPath }

/** The objects of a document as `kubectl apply` takes them: itself, or the items of a list. */
export function objectsIn(value: Json): readonly Placed[] {
  const isList =
    isJsonObject(value) && /List$/.test(String(value['kind'])) && Array.isArray(value['items'])
  if (!isList) return [{ value, path: [] }]
  const items = value['items'] as readonly Json[]
  return items.map((item, i) => ({ value: item, path: ['items', i] }))
}

/** Ours by kind and group; the version is checked, so that a mistyped one is told. */
export function isExperiment(value: Json): value is JsonObject {
  return (
    isJsonObject(value) &&
    value['kind'] === kind &&
    String(value['apiVersion']).split('/')[0] === group
  )
}
