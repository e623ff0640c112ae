import { chosenWords } from './chosen-words.ts'
import { plainTexts } from './plain-text.ts'
import type { Heard, Played } from './play.ts'
import { plainTable } from './table.ts'
import { causesInOrder, managedFieldsInOrder } from './unordered.ts'
import { isBookmark, isMany, type Versions, versionsOf } from './versions.ts'

/** What a step's answer comes to once all that differs from run to run is gone. */
export type Plain = {
  readonly asked: string
  readonly status?: number
  readonly headers?: { readonly [name: string]: unknown }
  readonly body?: unknown
  readonly events?: readonly unknown[]
}

/**
 * Uids become `u1`, `u2`, … in the order in which they were first seen, versions become their rank
 * (`versions.ts`), and the time of day, made-up names, addresses and ports become words. What was equal
 * stays equal, and what was different stays different.
 */
export function plain({ namespace, heard }: Played, nowMs: number): readonly Plain[] {
  // Of what is not shown, too: the versions of what was there first count.
  const values = heard.flatMap(({ body, events = [] }) => [body, ...events])
  const versions = versionsOf(values)
  const text = plainTexts({ namespace, chosen: chosenWords(values), versions, nowMs })
  const words = { text, versions, isLoose: false }
  return heard.map((step) => Object(plainValue(show(step), 'step', words)))
}

function show({ only, body, ...step }: Heard): Plain {
  const shown = only === undefined ? body : only(body)
  return shown === undefined ? step : { ...step, body: shown }
}

type Words = {
  readonly text: (said: string) => string
  readonly versions: Versions
  /** Whether versions here are of many objects. */
  readonly isLoose: boolean
}

function plainValue(value: unknown, key: string, words: Words): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => plainValue(item, key, words))
    return unordered[key]?.(items) ?? items
  }
  if (typeof value === 'object' && value !== null) return plainObject(value, words)
  const rule = rules[key]
  if (rule !== undefined && value !== '') return rule(value, words)
  return typeof value === 'string' ? words.text(value) : value
}

function plainObject(object: object, words: Words): unknown {
  const many = isMany(object)
  const isLoose = words.isLoose || isBookmark(object)
  return Object.fromEntries(
    Object.entries(plainTable(object)).map(([key, below]) => [
      words.text(key),
      plainValue(below, key, { ...words, isLoose: isLoose || (many && key === 'metadata') }),
    ]),
  )
}

/** Lists whose order is left to the time of day, or to chance. */
const unordered: { readonly [key: string]: (items: readonly unknown[]) => readonly unknown[] } = {
  managedFields: managedFieldsInOrder,
  causes: causesInOrder,
}

const rules: { readonly [key: string]: (value: unknown, words: Words) => unknown } = {
  resourceVersion: (value, { versions, isLoose }) =>
    isLoose ? versions.since(String(value)) : versions.rankOf(String(value)),
  continue: () => '<continue>',
  nodePort: () => '<port>',
}
