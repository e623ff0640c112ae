import type { Json } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { type Kind, kindOf } from './kinds.ts'
import { type Place, type Problem, problem } from './problem.ts'

export function typeProblems(value: Json, schema: Schema, at: Place): readonly Problem[] {
  const found = misfit(kindOf(value), schema)
  if (found === undefined) return []
  const detail = `${at.field} in body must be of type ${found.wanted}: "${found.got}"`
  return [problem(at, 'FieldValueTypeInvalid', { value: found.got, detail })]
}

type Misfit = { readonly wanted: string; readonly got: string }

/** In the server's words: where a field has a format, that speaks in place of the type. */
function misfit(kind: Kind, schema: Schema): Misfit | undefined {
  const types = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : [schema.type]
  if (types[0] === undefined || isOneOf(kind, types)) return undefined
  const plain = { wanted: types.join(','), got: kind }
  if (schema.format === undefined || kind === 'null') return plain
  return misformat(kind, schema.format, schema.type === 'integer' ? plain : undefined)
}

const isOneOf = (kind: Kind, types: readonly (string | undefined)[]) =>
  types.includes(kind) || (kind === 'integer' && types.includes('number'))

/** The server lets a list pass for a date: `ofTextAndList` is undefined there. */
function misformat(kind: Kind, wanted: string, ofTextAndList: Misfit | undefined) {
  if (kind === 'string' || kind === 'array') return ofTextAndList
  const formats: { readonly [kind: string]: string } = { integer: 'int64', number: 'float64' }
  return { wanted, got: formats[kind] ?? '' }
}

export function enumProblems(value: Json, schema: Schema, at: Place): readonly Problem[] {
  if (!schema.enum || schema.enum.some((choice) => choice === value)) return []
  const detail = `supported values: ${schema.enum.map((choice) => `"${choice}"`).join(', ')}`
  return [problem(at, 'FieldValueNotSupported', { value, detail })]
}
