import type { Problem } from '../admission/problem.ts'
import { isJsonObject, type Json } from '../api/json.ts'
import { shortName } from '../api/names.ts'
import { amount, decimal, duration, pointer, sha256, size } from '../api/quantities.ts'
import type { Schema } from '../api/schema.ts'
import { nearest } from './nearest.ts'
import { schemaAt } from './schema-at.ts'

type Hint = (
  problem: Problem,
  schema: Schema | undefined,
  value: Json | undefined,
  source: string | undefined,
) => string | undefined

/** The way out of what the server only states, by its reason. A rule's message is its own hint. */
const hints: { readonly [reason in Problem['reason']]?: Hint } = {
  FieldValueTypeInvalid: (_, schema, value, source) => {
    if (schema?.type !== 'string') return typeHints[schema?.type ?? 'int-or-string']
    if (!isPlain(value)) return firstSentence(schema)
    return source === undefined ? 'put it in quotes' : `put it in quotes: "${source}"`
  },
  FieldValueRequired: (_, schema) => firstSentence(schema),
  FieldValueNotSupported: (_, schema, value) => {
    const guess = nearest(String(value), schema?.enum ?? [])
    return guess === undefined ? undefined : `did you mean ${guess}?`
  },
  FieldValueInvalid: ({ message }, schema) =>
    message.includes('should match') ? (formOf(schema) ?? firstSentence(schema)) : undefined,
  BadRequest: ({ path }) => unknownField(path),
}

const typeHints: { readonly [type: string]: string } = {
  'int-or-string': 'put it in quotes',
  integer: 'write a whole number, without quotes or a percent sign',
  boolean: 'write true or false, without quotes',
  array: 'write a list: each item on a line that begins with -',
  object: 'write fields below it',
}

/** What a person may write where the server shows a pattern. */
const forms: { readonly [pattern: string]: string } = {
  [duration.pattern]: 'write it like 90s, 1h30m or 168h',
  [decimal.pattern]: 'write it like "0.01" or "5%"',
  [size.pattern]: 'write it like "0.01" or "5%"',
  [amount.pattern]: 'write it like "12.5", without a percent sign',
  [shortName.pattern]: 'use a-z, 0-9 and, in between, -',
  [pointer.pattern]: 'write it like /outputs/0/data/0',
  [sha256.pattern]: 'give the 64 hexadecimal digits alone',
}

function formOf(schema: Schema | undefined): string | undefined {
  return forms[schema?.pattern ?? '']
}

export function hintFor(
  problem: Problem,
  value: Json | undefined,
  source: string | undefined,
): string | undefined {
  return hints[problem.reason]?.(problem, schemaAt(problem.path), value, source)
}

/** Names the sibling that was meant, or says which fields there are. */
function unknownField(path: Problem['path']): string | undefined {
  const name = path.at(-1)
  const known = Object.keys(schemaAt(path.slice(0, -1))?.properties ?? {})
  if (typeof name !== 'string' || known.length === 0 || known.includes(name)) return undefined
  const guess = nearest(name, known)
  return guess === undefined ? `known here: ${known.join(', ')}` : `did you mean ${guess}?`
}

const isPlain = (value: Json | undefined) =>
  value !== undefined && value !== null && !isJsonObject(value) && !Array.isArray(value)

function firstSentence(schema: Schema | undefined): string | undefined {
  return schema?.description?.split(/(?<=[.]) /)[0]
}
