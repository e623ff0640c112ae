import type { Json } from '../../src/api/json.ts'

/** In Node, but not in TypeScript's library yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** JSON with every digit of a bigint. */
export function jsonText(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? rawJSON(`${inner}`) : inner,
  )
}
