import { goFloat, goJson, quoted } from '../../admission/go-text.ts'
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { byBytes } from './by-bytes.ts'

/**
 * A step of a path into an object, as `fieldsV1` spells it: `f:spec` is a field, `k:{"name":"a"}` the item
 * of a list by its keys, `v:"a"` the item of a set, `i:0` an item by its place. Equal steps are equal texts.
 */
export type Step = `${'f' | 'k' | 'v' | 'i'}:${string}`

export const fieldStep = (name: string): Step => `f:${name}`
export const keyStep = (key: JsonObject): Step => `k:${goJson(key)}`
export const valueStep = (value: Json): Step => `v:${goJson(value)}`
export const indexStep = (index: number): Step => `i:${index}`

export const isKeyStep = (step: Step): boolean => step.startsWith('k:')

/**
 * A step as somebody else wrote it. `undefined` where it is of a kind that nobody knows yet, which is to
 * be passed over; `invalid` where it is none at all.
 */
export function readStep(text: string): Step | undefined | 'invalid' {
  if (text.length < 2 || text[1] !== ':') return 'invalid'
  const rest = text.slice(2)
  const read = Object.hasOwn(readers, text.charAt(0)) ? readers[text.charAt(0)] : undefined
  return read === undefined ? undefined : read(rest)
}

const readers: { readonly [letter: string]: (rest: string) => Step | 'invalid' } = {
  f: fieldStep,
  k: (rest) => {
    const key = parsed(rest)
    return isJsonObject(key) ? keyStep(key) : 'invalid'
  },
  v: (rest) => {
    const value = parsed(rest)
    return value === undefined ? 'invalid' : valueStep(value)
  },
  i: (rest) => (/^[+-]?\d+$/.test(rest) ? indexStep(Number(rest)) : 'invalid'),
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** As the server prints a step in a message: `.spec`, `[name="a"]`, `[="a"]`, `[0]`. */
export function printStep(step: Step): string {
  const rest = step.slice(2)
  if (step.startsWith('f:')) return `.${rest}`
  if (step.startsWith('i:')) return `[${rest}]`
  if (step.startsWith('v:')) return `[=${printValue(parsed(rest) ?? null)}]`
  const key = Object.entries((parsed(rest) ?? {}) as JsonObject)
  return `[${key.map(([name, value]) => `${name}=${printValue(value)}`).join(',')}]`
}

function printValue(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && !Number.isInteger(value)) return goFloat(value)
  if (Array.isArray(value)) return `[${value.map(printValue).join(',')}]`
  if (!isJsonObject(value)) return String(value)
  const entries = Object.entries(value).map(([name, inner]) => `${name}=${printValue(inner)}`)
  return entries.join('')
}

/** The order of the server: fields, keys, values, places; each among its own. */
export function bySteps(a: Step, b: Step): number {
  const kinds = kindOrder.indexOf(a.charAt(0)) - kindOrder.indexOf(b.charAt(0))
  if (kinds !== 0) return kinds
  if (a.startsWith('f:')) return byBytes(a, b)
  const [left = null, right = null] = [parsed(a.slice(2)), parsed(b.slice(2))]
  return isKeyStep(a) ? byEntries(left as JsonObject, right as JsonObject) : byValue(left, right)
}

const kindOrder = 'fkvi'

function byEntries(a: JsonObject, b: JsonObject): number {
  const [left, right] = [a, b].map((object) =>
    Object.entries(object).toSorted(([x], [y]) => byBytes(x, y)),
  )
  return byItems(left ?? [], right ?? [], ([x, v], [y, w]) => byBytes(x, y) || byValue(v, w))
}

function byItems<T>(a: readonly T[], b: readonly T[], by: (x: T, y: T) => number): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]
    if (y === undefined) return 1
    const order = by(x, y)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Numbers, texts, truths, lists, objects, null. */
function byValue(a: Json, b: Json): number {
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0 || a === null || b === null) return ranks
  if (typeof a === 'string') return byBytes(a, String(b))
  if (Array.isArray(a)) return byItems(a, b as readonly Json[], byValue)
  if (isJsonObject(a)) return byEntries(a, b as JsonObject)
  return a < b ? -1 : Number(a > b)
}

function rankOf(value: Json): number {
  if (value === null) return 5
  if (Array.isArray(value)) return 3
  return ranks[typeof value] ?? 4
}

const ranks: { readonly [type: string]: number } = { number: 0, bigint: 0, string: 1, boolean: 2 }
