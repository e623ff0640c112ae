import { isJsonObject, type Json, type JsonObject } from '../../src/api/json.ts'

/** The places in an object that a schema path means: `spec.variants[].name` → `spec.variants[0].name`, … */
export function concretePaths(object: JsonObject, at: string): readonly string[] {
  return places(object, at.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [], '')
}

function places(
  value: Json | undefined,
  steps: readonly string[],
  path: string,
): readonly string[] {
  const [step, ...rest] = steps
  if (value === undefined) return []
  if (step === undefined) return [path]
  return inside(value, step).flatMap(([key, child]) =>
    places(child, rest, step === '[]' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
  )
}

function inside(value: Json, step: string): readonly (readonly [string, Json | undefined])[] {
  if (Array.isArray(value)) return step === '[]' ? value.map((item, i) => [`${i}`, item]) : []
  if (!isJsonObject(value)) return []
  return step === '{}' ? Object.entries(value) : [[step, value[step]]]
}
