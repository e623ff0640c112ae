import type { Json } from '../../../src/api/json.ts'

/** JSON as Go prints it, keys in order: unlike `JSON.stringify` it can print 64-bit integers. */
export function print(value: Json | undefined): string {
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (isList(value)) return `[${value.map(print).join(',')}]`
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${print(field)}`).join(',')}}`
}

/** Go escapes `<` in what it prints. */
export const recorded = (json: string): string => json.replaceAll('\\u003c', '<')

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
