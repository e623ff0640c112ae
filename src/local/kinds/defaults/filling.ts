import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'

/** Fills in what was left open; it never changes what was said. */
export type Defaults = (object: JsonObject) => JsonObject

/** A value, or what makes it of the object as it is then; `undefined`: nothing. */
type Default = Json | ((object: JsonObject) => Json | undefined)

/** In the order of the table, so that one default may rest on another. */
export const filling =
  (defaults: { readonly [field: string]: Default }): Defaults =>
  (object) =>
    Object.entries(defaults).reduce(withDefault, object)

function withDefault(object: JsonObject, [field, wanted]: readonly [string, Default]): JsonObject {
  if (object[field] !== undefined) return object
  const value = typeof wanted === 'function' ? wanted(object) : wanted
  return value === undefined ? object : { ...object, [field]: value }
}

/** Applies defaults to an object that is there. */
export const within =
  (field: string, defaults: Defaults): Defaults =>
  (object) => {
    const inner = object[field]
    return isJsonObject(inner) ? { ...object, [field]: defaults(inner) } : object
  }

/** Applies defaults to an object that is always there, be it empty. */
export const always =
  (field: string, defaults: Defaults): Defaults =>
  (object) => ({ ...object, [field]: defaults(objectAt(object, field)) })

/** Applies defaults to each item of a list. */
export const each =
  (field: string, defaults: Defaults): Defaults =>
  (object) => {
    const list = object[field]
    if (!Array.isArray(list)) return object
    return { ...object, [field]: list.map((item) => (isJsonObject(item) ? defaults(item) : item)) }
  }

export const inOrder =
  (...all: readonly Defaults[]): Defaults =>
  (object) =>
    all.reduce((filled, defaults) => defaults(filled), object)

export const nothing: Defaults = (object) => object

export function objectAt(object: JsonObject, field: string): JsonObject {
  const value = object[field]
  return isJsonObject(value) ? value : {}
}
