import type { Json, JsonObject } from '../../api/json.ts'
import { lineOf } from './lines.ts'
import type { Placed } from './objects.ts'
import type { Change } from './store.ts'

/** What the first line of every file says, in this format and in all to come. */
type Header = { readonly format: number }

/** What there is when a log begins, in lines that follow. */
export type SnapshotHeader = Header & {
  readonly kind: 'snapshot'
  readonly snapshot: number
  readonly version: number
  readonly objects: number
}

/** What a line of a log says. */
export type LogRecord =
  | (Header & { readonly kind: 'log'; readonly log: number; readonly after: number })
  | ({ readonly kind: 'change' } & Omit<Change, 'before'>)
  /** Everything up to this version outlives a loss of power: damage before it is no torn end. */
  | { readonly kind: 'durable'; readonly version: number }
  /** A process begins, from a version that none before it can have shown. */
  | { readonly kind: 'opened'; readonly version: number }
  /** It ends, and all that it has shown is safe. */
  | { readonly kind: 'closed'; readonly version: number }

type AnyRecord = SnapshotHeader | Placed | LogRecord

/** Of what is written here; whoever reads a higher one gives up. */
export const format = 1

export const recordOf = (record: AnyRecord): Buffer => lineOf(textOf(record))

/** JSON, which holds every integer exactly: those that are no doubles are bigints (see `api/json.ts`). */
function textOf(record: AnyRecord): string {
  try {
    return JSON.stringify(record)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return JSON.stringify({ ...record, isExact: true }, exactly)
  }
}

/** A line whose checksum holds says what was written. */
export function readRecord<T extends AnyRecord>(text: string): T {
  const record = JSON.parse(text)
  if (record.isExact !== true) return record
  const { isExact: _, ...exact } = json.parse(text, readExactly)
  return exact as unknown as T
}

/** In such a record an integer beyond a double's is written in digits, a double of that size with an exponent. */
function exactly(_key: string, value: Json): unknown {
  if (typeof value === 'bigint') return json.rawJSON(`${value}`)
  const isLarge = Number.isInteger(value) && !Number.isSafeInteger(value)
  return isLarge ? json.rawJSON(Number(value).toExponential()) : value
}

function readExactly(_key: string, value: Json, { source = '' }: { source?: string }): Json {
  const isDigits = typeof value === 'number' && /^-?\d+$/.test(source)
  return isDigits && !Number.isSafeInteger(value) ? BigInt(source) : value
}

/** Node has these from 22 on, TypeScript's library not yet. */
const json = JSON as unknown as {
  readonly rawJSON: (text: string) => unknown
  readonly parse: (text: string, read: typeof readExactly) => JsonObject & { isExact?: true }
}
