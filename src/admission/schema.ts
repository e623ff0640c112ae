import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { nodesOf, schemaOf } from '../api/schema-walk.ts'
import { type Address, child, entry, type Problem, problem } from './problem.ts'
import { re2 } from './re2.ts'
import { valueProblems } from './values.ts'

/**
 * What a value and all inside it break of a schema, as kube-openapi's validator sees it: a value of the
 * wrong type is still checked for all that its actual type can break. Entries of maps are spelled like
 * fields here.
 */
export function violations(value: Json, schema: Schema, at: Address): readonly Problem[] {
  const own = valueProblems(value, schema, at)
  if (Array.isArray(value)) return [...own, ...listProblems(value, schema, at)]
  return isJsonObject(value) ? [...own, ...objectProblems(value, schema, at)] : own
}

function listProblems(list: readonly Json[], schema: Schema, at: Address): readonly Problem[] {
  const { items, minItems, maxItems } = schema
  const inner = items ? list.flatMap((item, i) => violations(item, items, entry(at, i))) : []
  return [...inner, ...tooFew(list.length, minItems, at), ...tooMany(list.length, maxItems, at)]
}

function tooFew(value: number, bound: number | undefined, at: Address): readonly Problem[] {
  if (bound === undefined || value >= bound) return []
  const detail = `${at.field} in body should have at least ${bound} items`
  return [problem(at, 'FieldValueInvalid', { value, detail })]
}

function tooMany(value: number, bound: number | undefined, at: Address): readonly Problem[] {
  if (bound === undefined || value <= bound) return []
  const detail = `must have at most ${bound} item${bound === 1 ? '' : 's'}`
  return [problem(at, 'FieldValueTooMany', { value, detail })]
}

function objectProblems(object: JsonObject, schema: Schema, at: Address): readonly Problem[] {
  const inner = Object.entries(object).flatMap(([name, value]) => {
    const field = schemaOf(schema, name)
    return field ? violations(value, field, child(at, name)) : []
  })
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(object, name))
    .map((name) => problem(child(at, name), 'FieldValueRequired', {}))
  return [...inner, ...missing, ...tooMany(Object.keys(object).length, schema.maxProperties, at)]
}

/** Throws for a pattern that JavaScript has no word for, before any text is checked against it. */
export function requirePatterns(schema: Schema): void {
  for (const { schema: node } of nodesOf(schema, '')) {
    if (node.pattern !== undefined) re2(node.pattern)
  }
}
