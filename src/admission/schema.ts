import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { propertyOf } from './fields.ts'
import { numberProblems } from './numbers.ts'
import { child, entry, type Place, type Problem, problem } from './problem.ts'
import { re2 } from './re2.ts'
import { textProblems } from './texts.ts'
import { enumProblems, typeProblems } from './types.ts'

/**
 * What a value breaks of its schema, as kube-openapi's validator sees it: a value of the wrong type is
 * still held against all that its actual type can break. Entries of maps are spelled like fields here.
 */
export function violations(value: Json, schema: Schema, at: Place): readonly Problem[] {
  return checks.flatMap((check) => check(value, schema, at))
}

type Check = (value: Json, schema: Schema, at: Place) => readonly Problem[]

const checks: readonly Check[] = [
  typeProblems,
  enumProblems,
  textProblems,
  numberProblems,
  (value, schema, at) => (Array.isArray(value) ? listProblems(value, schema, at) : []),
  (value, schema, at) => (isJsonObject(value) ? objectProblems(value, schema, at) : []),
]

function listProblems(list: readonly Json[], schema: Schema, at: Place): readonly Problem[] {
  const { items, minItems, maxItems } = schema
  const inner = items ? list.flatMap((item, i) => violations(item, items, entry(at, i))) : []
  return [...inner, ...tooFew(list.length, minItems, at), ...tooMany(list.length, maxItems, at)]
}

function tooFew(value: number, bound: number | undefined, at: Place): readonly Problem[] {
  if (bound === undefined || value >= bound) return []
  const detail = `${at.field} in body should have at least ${bound} items`
  return [problem(at, 'FieldValueInvalid', { value, detail })]
}

function tooMany(value: number, bound: number | undefined, at: Place): readonly Problem[] {
  if (bound === undefined || value <= bound) return []
  const detail = `must have at most ${bound} item${bound === 1 ? '' : 's'}`
  return [problem(at, 'FieldValueTooMany', { value, detail })]
}

function objectProblems(object: JsonObject, schema: Schema, at: Place): readonly Problem[] {
  const inner = Object.entries(object).flatMap(([name, value]) => {
    const field = propertyOf(schema, name) ?? schema.additionalProperties
    return field ? violations(value, field, child(at, name)) : []
  })
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(object, name))
    .map((name) => problem(child(at, name), 'FieldValueRequired', {}))
  return [...inner, ...missing, ...tooMany(Object.keys(object).length, schema.maxProperties, at)]
}

/** Throws for a pattern that JavaScript has no word for, before anybody is held against it. */
export function requirePatterns(schema: Schema): void {
  if (schema.pattern !== undefined) re2(schema.pattern)
  const { items, additionalProperties, properties = {} } = schema
  for (const inner of [items, additionalProperties, ...Object.values(properties)]) {
    if (inner) requirePatterns(inner)
  }
}
