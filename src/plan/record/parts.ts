import type { Schema } from '../../api/schema.ts'

/** Milliseconds since 1970, or a length of time. */
export const ms = { type: 'number', minimum: 0 } as const satisfies Schema
export const count = { type: 'integer', minimum: 0 } as const satisfies Schema
/** `name@revision`. */
export const key = { type: 'string', minLength: 1, maxLength: 64 } as const satisfies Schema
export const digest = { type: 'string', maxLength: 71 } as const satisfies Schema
export const text = { type: 'string', maxLength: 512 } as const satisfies Schema
export const keyed = {
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 64 },
} as const satisfies Schema

export const listOf = <const Item extends Schema>(maxItems: number, items: Item) =>
  ({ type: 'array', maxItems, items }) as const
