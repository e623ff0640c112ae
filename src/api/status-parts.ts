import type { Schema } from './schema.ts'

export const word = { type: 'string', maxLength: 128 } as const satisfies Schema
export const sentence = { type: 'string', maxLength: 512 } as const satisfies Schema
export const time = { type: 'string', format: 'date-time' } as const satisfies Schema
export const count = { type: 'integer', format: 'int64', minimum: 0 } as const satisfies Schema

/** A number as text: 0.00001 as a JSON number would come back as 1e-05. */
export const figure = { type: 'string', maxLength: 32 } as const satisfies Schema

/** `name@revision8`. */
export const variantKey = {
  type: 'string',
  maxLength: 32,
  description: 'name@revision.',
} as const satisfies Schema

export const revision = {
  type: 'string',
  maxLength: 8,
  pattern: '^[0-9a-f]{8}$',
  description: 'First eight digits of the hash of what the variant is: 0a1b2c3d.',
} as const satisfies Schema

/** Of units: `20%`, `0.5%`. */
export const share = { type: 'string', maxLength: 16, pattern: '^[0-9]+([.][0-9]+)?%$' } as const

/**
 * One of a table's words. Not an enum: an operator that is newer than the CRD would have the whole
 * status refused for one new word.
 */
export function wordOf(table: { readonly [name: string]: string }, closing = '') {
  const meanings = Object.entries(table).map(([name, meaning]) => `${name}: ${meaning}.`)
  return {
    type: 'string',
    maxLength: 64,
    pattern: '^[A-Z][A-Za-z0-9]*$',
    description: [...meanings, closing].join(' ').trim(),
  } as const satisfies Schema
}
