import { printPath } from '../admission/problem.ts'
import type { Json, JsonPath } from '../api/json.ts'

type Long = { readonly path: JsonPath; readonly why: string }

/**
 * The first integer of an object that no double holds. A kube-apiserver keeps it, and this one would answer
 * with another. Quantities are texts by the time that an object can be stored: those are exact.
 */
export function longInteger(value: Json, path: JsonPath = []): Long | undefined {
  if (typeof value === 'bigint') {
    return { path, why: `${printPath(path)}: ${value} would be rounded here: it is beyond 2^53` }
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = longInteger(inner, [...path, Array.isArray(value) ? Number(key) : key])
    if (found !== undefined) return found
  }
  return undefined
}
