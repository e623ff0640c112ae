import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, JsonObject } from '../../../../src/api/json.ts'

/** What kubectl sent for a command, and what it would have sent in JSON. */
export type Sent = {
  readonly command: readonly string[]
  readonly path: string
  readonly protobuf: string
  readonly json: JsonObject
  /** Which fields the real server then said that kubectl owns. */
  readonly owned: readonly Json[]
}

/** What the real server answered for one object, in both forms. */
export type Answered = { readonly protobuf: string; readonly json: JsonObject }

export type Recorded = {
  readonly kubectl: { readonly [sentence: string]: Sent }
  readonly answers: { readonly [type: string]: Answered }
}

export const fileOf = (name: keyof Recorded) =>
  join(import.meta.dirname, 'recorded', `${name}.json`)

export function recorded<Name extends keyof Recorded>(name: Name): Recorded[Name] {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recorded[Name]
}
