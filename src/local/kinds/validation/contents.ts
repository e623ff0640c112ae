import { isDeepStrictEqual } from 'node:util'
import { type Address, child, entry, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { forbidden, invalid } from './checks.ts'
import { configKey } from './names.ts'

/** What ConfigMaps and Secrets hold, and no more of it. */
export const megabyte = 1024 * 1024

export const placeOf = (field: string, key: string): Address => entry(child(root, field), key)

export const keyProblems = (contents: JsonObject, field: string): readonly Problem[] =>
  Object.keys(contents).flatMap((key) =>
    configKey(key).map((detail) => invalid(placeOf(field, key), key, detail)),
  )

export const bytesIn = (contents: JsonObject, encoding: 'base64' | 'utf8' = 'base64'): number =>
  Object.values(contents).reduce(
    (sum: number, text) => sum + Buffer.byteLength(String(text ?? ''), encoding),
    0,
  )

/** What was once said to be immutable stays so, and as it is. */
export function changed(
  object: JsonObject,
  old: JsonObject,
  kept: readonly string[],
): readonly Problem[] {
  if (old['immutable'] !== true) return []
  const isFree = object['immutable'] !== true
  const differing = kept.filter(
    (field) => !isDeepStrictEqual(object[field] ?? {}, old[field] ?? {}),
  )
  return [...(isFree ? ['immutable'] : []), ...differing].map((field) =>
    forbidden(child(root, field), 'field is immutable when `immutable` is set'),
  )
}
