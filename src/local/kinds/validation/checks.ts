import { isDeepStrictEqual } from 'node:util'
import { type Address, child, entry, type Problem, problem } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'

/** What is wrong with a value, or with its absence. */
export type Check = (value: Json | undefined, at: Address) => readonly Problem[]

export const invalid = (at: Address, value: Json, detail: string): Problem =>
  problem(at, 'FieldValueInvalid', { value, detail })

export const missing = (at: Address, detail?: string): Problem =>
  problem(at, 'FieldValueRequired', detail === undefined ? {} : { detail })

export const forbidden = (at: Address, detail: string): Problem =>
  problem(at, 'FieldValueForbidden', { detail })

export const duplicate = (at: Address, value: Json): Problem =>
  problem(at, 'FieldValueDuplicate', { value })

export const unsupported = (at: Address, value: Json, choices: readonly string[]): Problem => {
  const detail = `supported values: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`
  return problem(at, 'FieldValueNotSupported', { value, detail })
}

export const nobody: Check = () => []

export const isAbsent = (value: Json | undefined): value is undefined | null =>
  value === undefined || value === null

const isNothing = (value: Json | undefined) =>
  isAbsent(value) || value === '' || (Array.isArray(value) && value.length === 0)

/** Says that it is missing, else what is wrong with it. */
export const required =
  (check: Check = nobody, detail?: string): Check =>
  (value, at) =>
    isNothing(value) ? [missing(at, detail)] : check(value, at)

export const ifThere =
  (check: Check): Check =>
  (value, at) =>
    isNothing(value) ? [] : check(value, at)

export const all =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap((check) => check(value, at))

/** Of an object that is there: each of these fields, be it there or not. */
export const fields =
  (checks: { readonly [name: string]: Check }): Check =>
  (value, at) =>
    isJsonObject(value)
      ? Object.entries(checks).flatMap(([name, check]) => check(value[name], child(at, name)))
      : []

/** Of an object that is there, as a whole. */
export const whole =
  (check: (object: JsonObject, at: Address) => readonly Problem[]): Check =>
  (value, at) =>
    isJsonObject(value) ? check(value, at) : []

export const each =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((item, i) => check(item, entry(at, i))) : []

export const eachEntry =
  (check: (name: string, value: Json, at: Address) => readonly Problem[]): Check =>
  (value, at) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([name, inner]) => check(name, inner, at))
      : []

/** Of a text: what a rule of names has against it, in as many sentences. */
export const text =
  (rule: (text: string) => readonly string[]): Check =>
  (value, at) =>
    rule(String(value ?? '')).map((detail) => invalid(at, value ?? '', detail))

export const oneOf =
  (...choices: readonly string[]): Check =>
  (value, at) =>
    choices.includes(String(value)) ? [] : [unsupported(at, value ?? '', choices)]

/** Of a number, where there is one. */
export const number =
  (isFine: (value: number) => boolean, detail: string): Check =>
  (value, at) =>
    isAbsent(value) || isFine(Number(value)) ? [] : [invalid(at, value, detail)]

export const notNegative = number((value) => value >= 0, 'must be greater than or equal to 0')

export const between = (low: number, high: number): Check =>
  number((value) => low <= value && value <= high, `must be between ${low} and ${high}, inclusive`)

/** The texts that come twice, at each place where they come again. */
export function repeated(
  list: readonly (Json | undefined)[],
  at: (i: number) => Address,
): readonly Problem[] {
  return list.flatMap((value, i) =>
    !isNothing(value) && list.indexOf(value) < i ? [duplicate(at(i), value ?? null)] : [],
  )
}

export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

/** Of a value that Go shows in its own way. */
export function invalidAs(at: Address, shown: string, detail: string): Problem {
  const message = `Invalid value: ${shown}: ${detail}`
  return { path: at.path, field: at.field, reason: 'FieldValueInvalid', message }
}

export function unsupportedAs(at: Address, shown: string, choices: readonly string[]): Problem {
  const list = choices.map((choice) => JSON.stringify(choice)).join(', ')
  const message = `Unsupported value: ${shown}: supported values: ${list}`
  return { path: at.path, field: at.field, reason: 'FieldValueNotSupported', message }
}

/** A value that was there may not become another. */
export function unchanged(at: Address, value: Json | undefined, old: Json | undefined) {
  const shown = value ?? null
  return isDeepStrictEqual(value, old) ? [] : [invalid(at, shown, 'field is immutable')]
}

/** Of words that are the server's own. */
export const problemOf = (at: Address, reason: Problem['reason'], message: string): Problem => ({
  ...{ path: at.path, field: at.field, reason, message },
})
