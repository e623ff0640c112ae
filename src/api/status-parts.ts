import type { Schema } from './schema.ts'

export const text = { type: 'string' } as const satisfies Schema
export const word = { type: 'string', maxLength: 128 } as const satisfies Schema
export const sentence = { type: 'string', maxLength: 1024 } as const satisfies Schema
export const time = { type: 'string', format: 'date-time' } as const satisfies Schema
export const count = { type: 'integer', format: 'int64', minimum: 0 } as const satisfies Schema

/** A number as text: 0.00001 as a JSON number would come back as 1e-05. */
export const figure = { type: 'string', maxLength: 32 } as const satisfies Schema
