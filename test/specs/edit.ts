import { isJsonObject, type Json, type JsonObject, valueAt } from '../../src/api/json.ts'

/** What to change: `spec.variants[0].name` → a value; `undefined` removes; `[+]` appends to a list. */
export type Edits = { readonly [path: string]: Json | undefined }

type Step = string | number | '+'

export function edited(object: JsonObject, edits: Edits): JsonObject {
  const changed = Object.entries(edits).reduce<Json | undefined>(
    (value, [path, to]) => changedAt(value, stepsOf(path), to),
    object,
  )
  if (!isJsonObject(changed)) throw new Error('an edit replaced the whole object')
  return changed
}

/** What stands at a path, if anything does. */
export function valueIn(object: JsonObject, path: string): Json | undefined {
  return valueAt(object, stepsOf(path))
}

function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step))
}

function changedAt(
  value: Json | undefined,
  [step, ...rest]: readonly Step[],
  to: Json | undefined,
): Json | undefined {
  if (step === undefined) return to
  return step === '+' || typeof step === 'number'
    ? changedItem(Array.isArray(value) ? value : [], step, rest, to)
    : changedField(isJsonObject(value) ? value : {}, step, rest, to)
}

function changedItem(
  items: readonly Json[],
  step: number | '+',
  rest: readonly Step[],
  to: Json | undefined,
): Json {
  const at = step === '+' ? items.length : step
  const next = changedAt(items[at], rest, to)
  return [...items.slice(0, at), ...(next === undefined ? [] : [next]), ...items.slice(at + 1)]
}

function changedField(
  fields: JsonObject,
  step: string,
  rest: readonly Step[],
  to: Json | undefined,
): Json {
  const next = changedAt(fields[step], rest, to)
  const { [step]: _, ...others } = fields
  return next === undefined ? others : { ...others, [step]: next }
}
