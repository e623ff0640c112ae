import { isJsonObject, type Json, type JsonObject } from '../../../../../src/api/json.ts'

/** Something to ask an API server, and ours. */
export type Case = {
  readonly it: string
  /** `Pod`, or `Event.events.k8s.io` where one kind has two groups. */
  readonly kind: string
  readonly sent: JsonObject
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  /** Made first; `sent` is then what is changed of it, as a merge patch. */
  readonly old?: JsonObject
  /** Whether only the status is written. */
  readonly isStatus?: true
  /** Whether the answer is wanted in full, and not only that there was nothing to refuse. */
  readonly isShown?: true
}

type Changes = { readonly [it: string]: JsonObject }

/** New objects: a base, and what is different. `null` takes a field away. */
export const creations = (kind: string, base: JsonObject, changes: Changes): readonly Case[] =>
  Object.entries(changes).map(([it, change]) => ({
    it,
    kind,
    sent: merged(base, change) as JsonObject,
  }))

/** The same, with the answers in full: what is filled in. */
export const completions = (kind: string, base: JsonObject, changes: Changes): readonly Case[] =>
  creations(kind, base, changes).map((one) => ({ ...one, isShown: true }))

/** Changes of an object that is there. */
export const updates = (kind: string, old: JsonObject, changes: Changes): readonly Case[] =>
  Object.entries(changes).map(([it, sent]) => ({ it: `update: ${it}`, kind, old, sent }))

export const statusUpdates = (kind: string, old: JsonObject, changes: Changes): readonly Case[] =>
  Object.entries(changes).map(([it, sent]) => ({
    ...{ it: `status: ${it}`, kind, old, sent, isStatus: true },
  }))

/** A merge patch, but that a null inside of a list stays. */
export function merged(base: Json | undefined, change: Json): Json {
  if (!isJsonObject(change)) return change
  const from = isJsonObject(base) ? base : {}
  const kept = Object.entries(from).filter(([name]) => change[name] !== null)
  const next = Object.entries(change).flatMap(([name, value]) =>
    value === null ? [] : [[name, merged(from[name], value)] as const],
  )
  return Object.fromEntries([...kept, ...next])
}
