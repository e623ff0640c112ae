import type { Json, JsonPath } from '../api/json.ts'
import { shown } from './go-text.ts'

/** The server's word for a kind of problem; `BadRequest` where it never came to validating. */
export type Reason = keyof typeof openings | 'BadRequest'

/** `message` and `field` as an API server has them in `status.details.causes`. */
export type Problem = {
  readonly path: JsonPath
  /** `printPath(path)`, except for the rules and lists inside of maps: there `labels[x]`. */
  readonly field: string
  readonly reason: Reason
  readonly message: string
}

/** A path, beside the server's spelling of it. */
export type Address = { readonly path: JsonPath; readonly field: string }

export const root: Address = { path: [], field: '' }

export const child = ({ path, field }: Address, name: string): Address => ({
  path: [...path, name],
  field: field === '' ? name : `${field}.${name}`,
})

/** An item of a list, or an entry of a map where the server spells those unlike fields. */
export const entry = ({ path, field }: Address, key: string | number): Address => ({
  path: [...path, key],
  field: `${field}[${key}]`,
})

/** `spec.variants[0].name`, and `<nil>` for the whole object. */
export function printPath(path: JsonPath): string {
  const step = (at: Address, key: string | number) =>
    typeof key === 'number' ? entry(at, key) : child(at, key)
  return path.reduce(step, root).field || nowhere
}

const nowhere = '<nil>'

const openings = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueTypeInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueForbidden: 'Forbidden',
  FieldValueNotFound: 'Not found',
} as const

/** A refusal at `at`. The value is quoted where there is one to quote. */
export function problem(
  at: Address,
  reason: keyof typeof openings,
  { value, detail }: { readonly value?: Json; readonly detail?: string },
): Problem {
  const parts = [openings[reason], value === undefined ? undefined : shown(value), detail]
  const message = parts.filter((part) => part !== undefined).join(': ')
  return { path: at.path, field: at.field || nowhere, reason, message }
}

/** The server counts letters and says bytes. */
export function tooLong(at: Address, bound: number): Problem {
  const detail = `may not be more than ${bound} byte${bound === 1 ? '' : 's'}`
  return problem(at, 'FieldValueTooLong', { detail })
}

/** What makes the server answer 400, before it looks at a schema. */
export const undecodable = ({ path, field }: Address, message: string): Problem => ({
  path,
  field,
  reason: 'BadRequest',
  message,
})

export const unknownField = (at: Address): Problem => undecodable(at, `unknown field "${at.field}"`)
