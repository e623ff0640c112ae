import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { schemaOf } from './fields.ts'
import { child, entry, type Place, type Problem, root, undecodable } from './problem.ts'

const typeAndMetadata = ['apiVersion', 'kind', 'metadata']

/**
 * The object without the fields that the schema does not know, and a problem for each of them
 * (apiextensions-apiserver, schema/pruning): a server that is strict refuses, any other goes on.
 */
export function prune(object: JsonObject, schema: Schema) {
  const unknown: Problem[] = []
  const entries = Object.entries(object)
  const isMeta = ([name]: readonly [string, Json]) => typeAndMetadata.includes(name)
  const rest = Object.fromEntries(entries.filter((e) => !isMeta(e)))
  const pruned = within(rest, schema, root, { unknown, keeps: keeps(schema) }) as JsonObject
  const sorted = unknown.sort((a, b) => (a.field < b.field ? -1 : 1))
  return { object: { ...Object.fromEntries(entries.filter(isMeta)), ...pruned }, unknown: sorted }
}

type Pass = { readonly unknown: Problem[]; readonly keeps: boolean }

const keeps = (schema: Schema | undefined) =>
  schema?.['x-kubernetes-preserve-unknown-fields'] === true

function within(value: Json, schema: Schema | undefined, at: Place, pass: Pass): Json {
  if (Array.isArray(value)) return withinList(value, schema, at, pass)
  return isJsonObject(value) ? withinObject(value, schema, at, pass) : value
}

/** What is kept in a list is kept in its items, unless nothing is known of them. */
function withinList(value: readonly Json[], schema: Schema | undefined, at: Place, pass: Pass) {
  const items = schema?.items
  if (pass.keeps && items === undefined) return value
  const each = { ...pass, keeps: pass.keeps || keeps(items) }
  return value.map((item, i) => within(item, items, entry(at, i), each))
}

function withinObject(value: JsonObject, schema: Schema | undefined, at: Place, pass: Pass) {
  const known = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const field = schemaOf(schema, name)
    const here = child(at, name)
    if (field) return [[name, within(inner, field, here, { ...pass, keeps: keeps(field) })]]
    if (pass.keeps) return [[name, inner]]
    pass.unknown.push(undecodable(here, `unknown field "${here.field}"`))
    return []
  })
  return Object.fromEntries(known)
}
