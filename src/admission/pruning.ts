import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { schemaOf } from '../api/schema-walk.ts'
import { type Address, child, entry, type Problem, root, unknownField } from './problem.ts'

const typeAndMetadata = ['apiVersion', 'kind', 'metadata']

/**
 * The object without the fields that the schema does not know, and a problem for each of them
 * (apiextensions-apiserver, schema/pruning): a server that is strict refuses, any other goes on.
 */
export function prune(object: JsonObject, schema: Schema) {
  const entries = Object.entries(object)
  const isMeta = ([name]: readonly [string, Json]) => typeAndMetadata.includes(name)
  const rest = Object.fromEntries(entries.filter((e) => !isMeta(e)))
  const { value, unknown } = pruneObject(rest, schema, root, keeps(schema))
  return {
    object: { ...Object.fromEntries(entries.filter(isMeta)), ...value },
    unknown: unknown.toSorted((a, b) => (a.field < b.field ? -1 : 1)),
  }
}

/** What is left of a value, and a problem for each field that is not. */
type Pruned<Left = Json> = { readonly value: Left; readonly unknown: readonly Problem[] }

const whole = (value: Json): Pruned => ({ value, unknown: [] })

const unknownIn = (parts: readonly Pruned<unknown>[]) => parts.flatMap(({ unknown }) => unknown)

const keeps = (schema: Schema | undefined) =>
  schema?.['x-kubernetes-preserve-unknown-fields'] === true

function pruneValue(value: Json, schema: Schema | undefined, at: Address, isKept: boolean): Pruned {
  if (Array.isArray(value)) return pruneList(value, schema, at, isKept)
  return isJsonObject(value) ? pruneObject(value, schema, at, isKept) : whole(value)
}

/** Unknown fields kept in a list are kept in its items too, unless the items have no schema. */
function pruneList(
  list: readonly Json[],
  schema: Schema | undefined,
  at: Address,
  isKept: boolean,
) {
  const items = schema?.items
  if (isKept && items === undefined) return whole(list)
  const isKeptInside = isKept || keeps(items)
  const parts = list.map((item, i) => pruneValue(item, items, entry(at, i), isKeptInside))
  return { value: parts.map(({ value }) => value), unknown: unknownIn(parts) }
}

function pruneObject(
  object: JsonObject,
  schema: Schema | undefined,
  at: Address,
  isKept: boolean,
): Pruned<JsonObject> {
  const parts = Object.entries(object).map(([name, inner]): Pruned<readonly [string, Json][]> => {
    const field = schemaOf(schema, name)
    const here = child(at, name)
    if (field === undefined && !isKept) return { value: [], unknown: [unknownField(here)] }
    const { value, unknown } = field ? pruneValue(inner, field, here, keeps(field)) : whole(inner)
    return { value: [[name, value]], unknown }
  })
  return {
    value: Object.fromEntries(parts.flatMap(({ value }) => value)),
    unknown: unknownIn(parts),
  }
}
