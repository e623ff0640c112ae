import type { JsonObject } from '../api/json.ts'

/** What the API server reads of one request, in bytes. */
export const bodyLimit = 3 * 1024 * 1024

/** Bytes of an object on its way from kubectl, whose JSON writes `<`, `>` and `&` as `\u003c` and so on. */
export function bodySize(object: JsonObject): number {
  const text = JSON.stringify(object, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  const escaped = text.match(/[<>&\u2028\u2029]/g)?.length ?? 0
  return new TextEncoder().encode(text).length + escaped * ('\\u003c'.length - 1)
}
