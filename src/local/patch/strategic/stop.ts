import type { Json } from '../../../api/json.ts'
import { goPrint } from '../go-print.ts'
import { failure, type Refusal } from '../refusal.ts'

/** Ends a patch from within. What is thrown is caught by `unlessStopped`, and seen by nobody else. */
export function stop(refusal: Refusal): never {
  throw new Error(refusal.message, { cause: { [stopped]: refusal } })
}

const stopped = Symbol('stopped')

export function unlessStopped<T>(patch: () => T): T | { readonly refused: Refusal } {
  try {
    return patch()
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : undefined
    if (typeof cause !== 'object' || cause === null || !(stopped in cause)) throw error
    return { refused: cause[stopped] as Refusal }
  }
}

/** Something is of another sort than it must be. */
export const wrongSort = (wanted: string, value: Json): never =>
  stop(failure(`expected a ${wanted}, but received a ${sortOf(value)}`))

export const noMergeKey = (item: Json, key: string): never =>
  stop(failure(`map: ${goPrint(item)} does not contain declared merge key: ${key}`))

/** What Go makes of a value: two of the same sort are merged, else one replaces the other. */
export function sortOf(value: Json): string {
  if (value === null) return 'nil'
  if (Array.isArray(value)) return lists
  if (typeof value === 'object') return maps
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'bigint' ? 'int64' : 'string'
}

export const lists = '[]interface {}'
export const maps = 'map[string]interface {}'
