import { isInt64, type Json } from '../api/json.ts'

export type Kind = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object'

/**
 * What the server takes a value for. A whole number is an int64 where it fits and else a float64.
 * `5.0` in JSON, a float64 to the server, is the same number as `5` here.
 */
export function kindOf(value: Json): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint') return isInt64(value) ? 'integer' : 'number'
  if (typeof value === 'number') {
    return Number.isInteger(value) && isInt64(BigInt(value)) ? 'integer' : 'number'
  }
  return typeof value as 'boolean' | 'string' | 'object'
}

/** The same in Go's words for JSON. */
export const goKindOf = (value: Json): string => goKinds[kindOf(value)] ?? kindOf(value)

const goKinds: { readonly [kind: string]: string } = { integer: 'number', boolean: 'bool' }
