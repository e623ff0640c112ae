import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../field-schema.ts'

export function isEmpty(value: Json): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === '' || value === 0 || value === false || value === null
}

/** With the empty values that Go writes even where nothing was sent: `status: {}`, `endpoints: null`. */
export function withEmpties(object: JsonObject, { properties = {} }: FieldSchema): JsonObject {
  const present = Object.entries(object).map(([name, value]) => {
    const field = Object.hasOwn(properties, name) ? properties[name] : undefined
    return [name, field ? inside(value, field) : value] as const
  })
  const absent = Object.entries(properties).filter(
    ([name, { whenEmpty }]) =>
      (whenEmpty === 'written' || whenEmpty === 'null') && !Object.hasOwn(object, name),
  )
  return Object.fromEntries([
    ...present,
    ...absent.map(([name, field]) => [name, emptyOf(field)] as const),
  ])
}

function inside(value: Json, field: FieldSchema): Json {
  if (Array.isArray(value)) return value.map((item) => inside(item, field.items ?? {}))
  return isJsonObject(value) && field.properties ? withEmpties(value, field) : value
}

function emptyOf(field: FieldSchema): Json {
  if (field.whenEmpty === 'null') return null
  if (field.properties) return withEmpties({}, field)
  if (field.format?.endsWith('-time')) return null
  const known = empties[field.format ?? ''] ?? empties[field.type ?? '']
  return known ?? (field['x-kubernetes-int-or-string'] ? 0 : null)
}

const empties: { readonly [kind: string]: Json } = {
  string: '',
  integer: 0,
  boolean: false,
  quantity: '0',
}
