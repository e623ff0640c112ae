import { createHash } from 'node:crypto'

/** Letters and digits that spell no word, and that nobody takes for one another. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** `length` letters (32 at most) that follow from a text, evenly spread. */
export function lettersFrom(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest()
  return [...digest.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join('')
}

/** The same for two values that say the same: keys are in order, and null says no more than nothing. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? inOrder(inner) : inner))
}

type Fields = { readonly [key: string]: unknown }

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function inOrder(record: Fields): Fields {
  const kept = Object.entries(record).filter(([, value]) => value !== null)
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What tells Pods of one template from those of another: the label `pod-template-hash`. */
export const hashOf = (template: object): string => lettersFrom(canonical(template), 10)
