import {
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonPath,
  valueAt,
} from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { named } from '../named.ts'
import { since } from './ages.ts'

type Cell = Column['cell']

export const shown = (name: string, cell: Cell, type: Column['type'] = 'string'): Column => ({
  ...{ name, type, priority: 0, cell },
})

/** Shown with `-o wide` only. */
export const wide = (name: string, cell: Cell): Column => ({
  name,
  type: 'string',
  priority: 1,
  cell,
})

export const nameColumn: Column = {
  ...{ name: 'Name', type: 'string', format: 'name', priority: 0 },
  cell: (object) => textAt(object, ['metadata', 'name']),
}

export const ageColumn: Column = shown('Age', (object, nowMs) =>
  since(valueAt(object, ['metadata', 'creationTimestamp']), nowMs),
)

export function textAt(object: JsonObject, path: JsonPath): string {
  const value = valueAt(object, path)
  return value === undefined || value === null ? '' : String(value)
}

export const textOr = (object: JsonObject, path: JsonPath, otherwise: string): string =>
  textAt(object, path) || otherwise

export function countAt(object: JsonObject, path: JsonPath): number {
  return Number(valueAt(object, path) ?? 0)
}

export function listAt(object: JsonObject, path: JsonPath): readonly Json[] {
  const value = valueAt(object, path)
  return Array.isArray(value) ? value : []
}

export const objectsAt = (object: JsonObject, path: JsonPath): readonly JsonObject[] =>
  listAt(object, path).filter(isJsonObject)

export const none = '<none>'

/** `a=b,c=d`, in order. */
export function labelsText(labels: Json | undefined): string {
  const entries = Object.entries(isJsonObject(labels) ? labels : {})
  const texts = entries.map(([key, value]) => `${key}=${value}`).sort()
  return texts.join(',') || none
}

/** A label selector as one line; an empty one selects nothing in particular. */
export function selectorText(selector: Json | undefined, ofNothing = none): string {
  return isJsonObject(selector) ? selectionText(selector) || none : ofNothing
}

/** The same, empty where it asks for nothing. */
export function selectionText(selector: JsonObject): string {
  const labels = Object.entries(
    isJsonObject(selector['matchLabels']) ? selector['matchLabels'] : {},
  )
  const equal = labels.map(([key, value]) => ({ key, text: `${key}=${value}` }))
  const others = objectsAt(selector, ['matchExpressions']).map((expression) => {
    return { key: String(expression['key']), text: expressionText(expression) }
  })
  const inOrder = [...equal, ...others].toSorted((a, b) =>
    a.key < b.key ? -1 : Number(a.key > b.key),
  )
  return inOrder.map(({ text }) => text).join(',')
}

function expressionText({ key, operator, values }: JsonObject): string {
  const list = (Array.isArray(values) ? values : []).map(String).sort().join(',')
  const texts: { readonly [operator: string]: string } = {
    In: `${key} in (${list})`,
    NotIn: `${key} notin (${list})`,
    Exists: `${key}`,
    DoesNotExist: `!${key}`,
  }
  return named(texts, String(operator)) ?? ''
}
