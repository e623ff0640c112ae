import { isJsonObject, type Json } from './json.ts'

/** Whether a value is what it is taken for. */
export type Is = (value: Json | undefined) => boolean

/** No infinity, which JSON can hold and cannot write down again. */
export const isNumber: Is = (value) => Number.isFinite(value)
/** A count, or a number of something. */
export const isWhole: Is = (value) => Number.isSafeInteger(value) && Number(value) >= 0
export const isText: Is = (value) => typeof value === 'string'
export const isInstance: Is = (value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)

export const isOneOf =
  (...values: readonly (Json | undefined)[]): Is =>
  (value) =>
    values.includes(value)

export const isOptional =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value)

export const isListOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is)

export const isMapOf =
  (is: Is): Is =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(is)

/** With these fields, whatever else is in it: that is of a newer version, and nothing here depends on it. */
export function isObjectOf(fields: { readonly [name: string]: Is }): Is {
  const all = Object.entries(fields)
  return (value) =>
    isJsonObject(value) &&
    all.every(([name, is]) => is(Object.hasOwn(value, name) ? value[name] : undefined))
}
