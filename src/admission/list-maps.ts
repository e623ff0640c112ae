import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { propertyOf } from '../api/schema-walk.ts'
import { goJson } from './go-text.ts'
import { type Address, child, entry, type Problem, problem } from './problem.ts'

/** Lists that are maps by a key. Each duplicate key once (apiextensions-apiserver, schema/listtype). */
export function duplicates(value: Json, schema: Schema, at: Address): readonly Problem[] {
  if (Array.isArray(value)) return [...inMap(value, schema, at), ...inItems(value, schema, at)]
  return isJsonObject(value) ? inFields(value, schema, at) : []
}

const inItems = (list: readonly Json[], { items }: Schema, at: Address) =>
  items ? list.flatMap((item, i) => duplicates(item, items, entry(at, i))) : []

function inFields(object: JsonObject, schema: Schema, at: Address): readonly Problem[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const property = propertyOf(schema, name)
    if (property) return duplicates(value, property, child(at, name))
    const map = schema.additionalProperties
    return map ? duplicates(value, map, entry(at, name)) : []
  })
}

function inMap(list: readonly Json[], schema: Schema, at: Address): readonly Problem[] {
  if (schema['x-kubernetes-list-type'] !== 'map') return []
  const stray = list.findIndex((item) => item !== null && !isJsonObject(item))
  if (stray >= 0) {
    const detail = 'must be an object for an array of list-type map'
    const value = list[stray] ?? null
    return [problem(entry(at, stray), 'FieldValueInvalid', { value, detail })]
  }
  const keys = list.map((item) => mapKeyOf(item, schema['x-kubernetes-list-map-keys'] ?? []))
  const texts = keys.map(goJson)
  return keys.flatMap((value, i) =>
    texts.slice(0, i).filter((text) => text === texts[i]).length === 1
      ? [problem(entry(at, i), 'FieldValueDuplicate', { value })]
      : [],
  )
}

const mapKeyOf = (item: Json, names: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(isJsonObject(item) ? item : {}).filter(([name]) => names.includes(name)),
  )
