/**
 * A value as an API server reads it. Integers that a double cannot hold are bigints (up to 64 bits),
 * so that nothing is rounded on its way to a check.
 */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject

export type JsonObject = { readonly [key: string]: Json }

/** Where in an object: `['spec', 'variants', 0, 'name']`. */
export type JsonPath = readonly (string | number)[]

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether Go's int64 holds it: such an integer stays exact in an API server. */
export const isInt64 = (n: bigint): boolean => -(2n ** 63n) <= n && n < 2n ** 63n

/** What stands at a path, if anything does; inherited fields are none. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => {
    if (isList(inner)) return typeof step === 'number' ? inner[step] : undefined
    return isJsonObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined
  }, value)
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** Whether lists and objects lie within one another more than so many times: what walks through them needs that much stack. */
export function isNestedDeeper(value: Json | undefined, than: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return than === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, than - 1))
}
