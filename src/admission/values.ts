import type { Json } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { isDateTime } from './go-parse.ts'
import { goFloat, quoted } from './go-text.ts'
import { type Kind, kindOf } from './kinds.ts'
import { type Address, type Problem, problem, root, tooLong } from './problem.ts'
import { re2 } from './re2.ts'

/** What a value itself breaks of its schema. Its items and fields are for `schema.ts`. */
export function valueProblems(value: Json, schema: Schema, at: Address): readonly Problem[] {
  return checks.flatMap((check) => check(value, schema, at))
}

type Check = (value: Json, schema: Schema, at: Address) => readonly Problem[]

const checks: readonly Check[] = [typeProblems, enumProblems, textProblems, numberProblems]

function typeProblems(value: Json, schema: Schema, at: Address): readonly Problem[] {
  const found = mismatch(kindOf(value), schema)
  if (found === undefined) return []
  const detail = `${at.field} in body must be of type ${found.wanted}: "${found.got}"`
  return [problem(at, 'FieldValueTypeInvalid', { value: found.got, detail })]
}

type Mismatch = { readonly wanted: string; readonly got: string }

/** Where a field has a format, the server names that instead of the type. A list passes for a date. */
function mismatch(kind: Kind, schema: Schema): Mismatch | undefined {
  const types = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : [schema.type]
  if (types[0] === undefined || isOneOf(kind, types)) return undefined
  const ofType = { wanted: types.join(','), got: kind }
  if (schema.format === undefined || kind === 'null') return ofType
  if (kind === 'string' || kind === 'array') return schema.type === 'integer' ? ofType : undefined
  return { wanted: schema.format, got: formats[kind] ?? '' }
}

const isOneOf = (kind: Kind, types: readonly (string | undefined)[]) =>
  types.includes(kind) || (kind === 'integer' && types.includes('number'))

const formats: { readonly [kind: string]: string } = { integer: 'int64', number: 'float64' }

function enumProblems(value: Json, schema: Schema, at: Address): readonly Problem[] {
  if (!schema.enum || schema.enum.some((choice) => choice === value)) return []
  const detail = `supported values: ${schema.enum.map((choice) => `"${choice}"`).join(', ')}`
  return [problem(at, 'FieldValueNotSupported', { value, detail })]
}

/** The first of length and pattern that a text breaks, and its format. Lengths are code points. */
function textProblems(value: Json, schema: Schema, at: Address): readonly Problem[] {
  if (typeof value !== 'string') return []
  const first = lengthProblem(value, schema, at) ?? patternProblem(value, schema, at)
  const format = formatProblem(value, schema, at)
  return [first, format].filter((found) => found !== undefined)
}

function lengthProblem(text: string, { minLength, maxLength }: Schema, at: Address) {
  const length = [...text].length
  if (maxLength !== undefined && length > maxLength) return tooLong(at, maxLength)
  return minLength !== undefined && length < minLength
    ? invalid(at, text, `should be at least ${minLength} chars long`)
    : undefined
}

const patternProblem = (text: string, { pattern }: Schema, at: Address) =>
  pattern === undefined || re2(pattern).test(text)
    ? undefined
    : invalid(at, text, `should match '${pattern}'`)

function formatProblem(value: string, { format }: Schema, at: Address) {
  if (format !== 'date-time' || isDateTime(value)) return undefined
  const detail = `${at.field} in body must be of type date-time: ${quoted(value)}`
  return problem(at, 'FieldValueTypeInvalid', { value, detail })
}

/** A non-integer in an integer field is reported twice, once without a field. */
function numberProblems(value: Json, schema: Schema, at: Address): readonly Problem[] {
  const kind = kindOf(value)
  if (kind !== 'integer' && kind !== 'number') return []
  const number = value as number | bigint
  return [...rangeProblems(kind, schema, at), ...boundProblems(number, schema, at)]
}

function rangeProblems(kind: Kind, { type, format }: Schema, at: Address): readonly Problem[] {
  if (type !== 'integer' || kind === 'integer') return []
  const which = format === undefined ? '(default format)' : `with format ${format}`
  const detail = `Checked value must be of type integer ${which} in ${at.field}`
  return [problem(root, 'FieldValueInvalid', { value: '', detail })]
}

function boundProblems(value: number | bigint, { minimum, maximum }: Schema, at: Address) {
  const low = minimum === undefined ? undefined : boundFor(value, minimum)
  const high = maximum === undefined ? undefined : boundFor(value, maximum)
  const side = (word: string, bound: number | bigint) =>
    invalid(at, value, `should be ${word} than or equal to ${printed(bound)}`)
  return [
    ...(low !== undefined && value < low ? [side('greater', low)] : []),
    ...(high !== undefined && value > high ? [side('less', high)] : []),
  ]
}

/** The server cuts the bound of an integer to an integer: 0 is not below 0.5. */
const boundFor = (value: number | bigint, bound: number): number | bigint =>
  kindOf(value) === 'integer' ? BigInt(Math.trunc(bound)) : bound

const printed = (bound: number | bigint) =>
  typeof bound === 'bigint' ? String(bound) : goFloat(bound)

const invalid = (at: Address, value: Json, sentence: string) =>
  problem(at, 'FieldValueInvalid', { value, detail: `${at.field} in body ${sentence}` })
