import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'

/** Go's `%v` of what was JSON. */
export function goPrint(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  if (!isJsonObject(value)) return String(value)
  const entries = sorted(value).map(([name, inner]) => `${name}:${goPrint(inner)}`)
  return `map[${entries.join(' ')}]`
}

/** Go's `%#v`. */
export function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)'
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (!isJsonObject(value)) return String(value)
  const entries = sorted(value).map(([name, inner]) => `${JSON.stringify(name)}:${goSyntax(inner)}`)
  return `map[string]interface {}{${entries.join(', ')}}`
}

const sorted = (object: JsonObject) =>
  Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1))
