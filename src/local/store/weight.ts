import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'

/** How long a value is as JSON, more or less: enough to keep what is remembered within bounds. */
export function weightOf(value: Json): number {
  if (typeof value === 'string') return value.length + 2
  if (isJsonObject(value)) return weightOfObject(value)
  if (typeof value !== 'object' || value === null) return 8
  let weight = 2
  for (const item of value) weight += 1 + weightOf(item)
  return weight
}

/** Without a list of its entries, which would cost four times as much; what is JSON inherits nothing. */
function weightOfObject(object: JsonObject): number {
  let weight = 2
  for (const key in object) weight += key.length + 4 + weightOf(object[key] ?? null)
  return weight
}
