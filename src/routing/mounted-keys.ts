import { failureOf } from '../errors.ts'
import { isKeyId, type Keys, keyOf, mostIdBytes } from './keys.ts'

/**
 * The keys in a mapping of ids to secrets in base64, `{ "k1": "mV3…", "k2": "…" }`, as a mounted file holds them; a line break
 * at the end is no part of a secret. What is wrong is `KeysInvalid`, with the id that it is wrong at, and without secrets.
 */
export function keysIn(value: unknown): Keys {
  if (!isMapping(value)) throw invalid(['it is no mapping of key ids to secrets'])
  const entries = Object.entries(value)
  if (entries.length === 0) throw invalid(['it is empty: name one key at least'])
  const wrong = entries.flatMap((entry, nth) => problemsOf(entry, nth, entries.slice(0, nth)))
  if (wrong.length > 0) throw invalid(wrong)
  return new Map(entries.map(([id, secret]) => [id, keyOf(id, bytesOf(secret))]))
}

type Entry = readonly [id: string, secret: unknown]

function problemsOf([id, secret]: Entry, nth: number, before: readonly Entry[]): readonly string[] {
  const twin = before.find(([, other]) => typeof secret === 'string' && isSame(other, secret))
  const wrong = [
    isKeyId(id) ? undefined : `an id has 1 to ${mostIdBytes} lower-case letters, digits and -`,
    wrongWith(secret),
    twin && `is the same secret as that of ${twin[0]}: a new key has a new one`,
  ]
  return wrong.flatMap((what) => (what === undefined ? [] : [`${shown(id, nth)}: ${what}`]))
}

function wrongWith(secret: unknown): string | undefined {
  if (typeof secret !== 'string') return 'is no text: a secret is base64'
  const bytes = bytesOf(secret)
  if (bytes.toString('base64') !== secret.trim()) return 'is not base64'
  return bytes.length < leastBytes ? `has ${bytes.length} bytes of ${leastBytes}` : undefined
}

const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSame = (other: unknown, secret: string) => `${other}`.trim() === secret.trim()

const bytesOf = (secret: unknown) => Buffer.from(`${secret}`.trim(), 'base64')

/** As many as what signs has bits; fewer could be guessed. */
const leastBytes = 32

/** What is too long for an id may be a secret in its place. */
function shown(id: string, nth: number): string {
  if (isKeyId(id)) return id
  return id.length <= mostIdBytes ? JSON.stringify(id) : `id ${nth + 1}, of ${id.length} characters`
}

const invalid = (lines: readonly string[]) => failureOf('KeysInvalid', lines)
