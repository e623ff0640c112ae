import { isJsonObject, type Json } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { schemaOf } from '../api/schema-walk.ts'

/** Without the nulls of fields that have no default: to write null is to leave the field out. */
export function dropNulls(value: Json, schema: Schema | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => dropNulls(item, schema?.items))
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const field = schemaOf(schema, name)
    const isDropped = inner === null && field !== undefined && field.default === undefined
    return isDropped ? [] : [[name, dropNulls(inner, field)]]
  })
  return Object.fromEntries(kept)
}

/** With the defaults of absent and null fields, also inside of defaults. */
export function fillDefaults(value: Json, schema: Schema | undefined): Json {
  if (schema === undefined) return value
  if (Array.isArray(value)) {
    return value.map((item) => fillDefaults(orDefault(item, schema.items), schema.items))
  }
  if (!isJsonObject(value)) return value
  const present = Object.entries(value).map(([name, inner]): [string, Json] => {
    const field = schemaOf(schema, name)
    return [name, fillDefaults(orDefault(inner, field), field)]
  })
  const absent = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    Object.hasOwn(value, name) || field.default === undefined
      ? []
      : [[name, fillDefaults(field.default as Json, field)] as const],
  )
  return Object.fromEntries([...present, ...absent])
}

const orDefault = (value: Json, schema: Schema | undefined): Json =>
  value === null && schema?.default !== undefined ? (schema.default as Json) : value
