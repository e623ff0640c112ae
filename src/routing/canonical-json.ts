import { hash } from 'node:crypto'

/** A value as the one text that it has by RFC 8785: fields in order, no space; those that are undefined are absent. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = new Map<string, unknown>(Object.entries(value))
  const texts = [...fields.keys()]
    .filter((name) => fields.get(name) !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(fields.get(name))}`)
  return `{${texts.join(',')}}`
}

/** SHA-256 of that text, in hexadecimal. */
export const canonicalDigest = (value: unknown): string => hash('sha256', canonicalJson(value))
