import { readFileSync } from 'node:fs'
import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'

/** What a server says of a case, as far as ours must say the same. */
export type Answer =
  /** The object is there where the case shows it. */
  | { readonly code: 201; readonly object?: JsonObject; readonly warnings?: readonly string[] }
  | { readonly code: 400; readonly message: string }
  /** `field: reason: message`, in order. */
  | { readonly code: 422; readonly causes: readonly string[] }
  /** Refused by what ours has not: admission plugins, quotas. */
  | { readonly code: 403 | 404 | 409 | 500; readonly message: string }

export type Answers = { readonly [title: string]: Answer }

/** Recorded by `node test/unit/local/kinds/record.ts`. */
export function readAnswers(file: string): Answers {
  const text = readFileSync(new URL(`recorded/${file}.json`, import.meta.url), 'utf8')
  return JSON.parse(text) as Answers
}

/** Without what differs from time to time. */
export function essence(object: JsonObject): JsonObject {
  const { metadata, ...rest } = object
  const kept = Object.entries(isJsonObject(metadata) ? metadata : {}).filter(
    ([name]) => !fleeting.includes(name),
  )
  return unnamed({ ...rest, metadata: Object.fromEntries(kept) })
}

/** With five letters of ours in place of those that a server makes up. */
function unnamed(object: JsonObject): JsonObject {
  const { name, generateName } = Object(object['metadata'])
  if (generateName === undefined) return object
  return JSON.parse(JSON.stringify(object).replaceAll(`"${name}"`, `"${generateName}xxxxx"`))
}

const fleeting = ['uid', 'creationTimestamp', 'managedFields', 'resourceVersion', 'selfLink']

/** A row of a table, and what it is of. */
export type Row = {
  /** When it was asked for. */
  readonly nowMs: number
  /** Of each its name, type, format and priority. */
  readonly columns: readonly Json[]
  readonly cells: readonly Json[]
  readonly conditions?: Json
  readonly object: JsonObject
}

/** Recorded by `node test/unit/local/kinds/record-rows.ts`. */
export function readRows(): { readonly [title: string]: Row } {
  const text = readFileSync(new URL('recorded/rows.json', import.meta.url), 'utf8')
  return JSON.parse(text) as { readonly [title: string]: Row }
}

export const titleOfRow = ({ kind, it }: { readonly kind: string; readonly it: string }) =>
  `${kind}: ${it}`

/** Seconds, and how they are printed; recorded with the rows. */
export function readAges(): readonly (readonly [number, string])[] {
  return JSON.parse(readFileSync(new URL('recorded/ages.json', import.meta.url), 'utf8'))
}

/** Other answers, by title. */
export function readRecorded(file: string): { readonly [title: string]: Json } {
  return JSON.parse(readFileSync(new URL(`recorded/${file}.json`, import.meta.url), 'utf8'))
}
