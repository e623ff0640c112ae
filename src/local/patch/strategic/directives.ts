import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { goPrint } from '../go-print.ts'
import { badRequest, failure } from '../refusal.ts'
import { stop } from './stop.ts'

/** In an object of a patch: what is to be done with it as a whole. */
export const directive = '$patch'
export const retainKeys = '$retainKeys'
export const deleteFromList = '$deleteFromPrimitiveList'
export const elementOrder = '$setElementOrder'

/** An object of which a patch says that it is removed, or replaced. */
export function directed(patch: JsonObject): JsonObject {
  const { [directive]: said = null, ...rest } = patch
  if (said === 'replace') return rest
  return said === 'delete' ? {} : unknownDirective(patch)
}

export const unknownDirective = (patch: JsonObject): never =>
  stop(
    failure(`unknown patch type: ${goPrint(patch[directive] ?? null)} in map: ${goPrint(patch)}`),
  )

/** The field that a key such as `$setElementOrder/ports` is about. */
export function subjectOf(key: string, prefix: string, what: string): string {
  const slash = key.indexOf('/')
  const isOfPrefix = slash >= 0 && key.slice(0, slash) === prefix
  if (!isOfPrefix) stop(badRequest(`invalid patch format of ${what}`))
  return key.slice(slash + 1)
}

/** What a new value is without nulls, and without what only says how to merge; `undefined`: nothing. */
export function plain(value: Json): Json | undefined {
  return withoutDirected(withoutNulls(value))
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isJsonObject(value)) return value
  const left = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(left.map(([name, inner]) => [name, withoutNulls(inner)]))
}

export function withoutDirected(value: Json): Json | undefined {
  if (isItems(value)) return value.map(withoutDirected).filter((item) => item !== undefined)
  if (!isJsonObject(value)) return value
  if (Object.hasOwn(value, directive)) return undefined
  const left = Object.entries(value).flatMap(([name, inner]) => {
    const kept = withoutDirected(inner)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return Object.fromEntries(left)
}

const isItems = (value: Json): value is readonly Json[] => Array.isArray(value)

/** The object with those fields only that a patch lists, where it does. */
export function retained(original: JsonObject, patch: JsonObject): JsonObject {
  const list = patch[retainKeys]
  if (list === undefined) return original
  const names: readonly Json[] = isItems(list) ? list : stop(wrongRetainKeys)
  const stray = Object.entries(patch).some(
    ([name, value]) => value !== null && !isListDirective(name) && !names.includes(name),
  )
  if (stray) stop(wrongRetainKeys)
  return Object.fromEntries(Object.entries(original).filter(([name]) => names.includes(name)))
}

const wrongRetainKeys = badRequest('invalid patch format of retainKeys')

const isListDirective = (name: string) =>
  name === retainKeys || name.startsWith(deleteFromList) || name.startsWith(elementOrder)
