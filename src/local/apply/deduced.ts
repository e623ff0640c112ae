import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import type { Shape } from './shape.ts'

/** How a value is looked at: as one thing, by its items, or by its fields. */
export type View = keyof Shape

/** Of what a shape allows, what the value is; where it is none of that, what the server would look for. */
export function viewOf(shape: Shape, value: Json | undefined): View {
  const own = ownView(value)
  if (own !== undefined && shape[own] !== undefined) return own
  if (shape.map) return 'map'
  return shape.scalar ? 'scalar' : 'list'
}

function ownView(value: Json | undefined): View | undefined {
  if (value === undefined || value === null) return undefined
  if (isList(value)) return 'list'
  return isJsonObject(value) ? 'map' : 'scalar'
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/**
 * The views that two values are compared by, of which either may be absent: one, or two where a value has
 * become another sort of thing.
 */
export function viewsOf(
  shape: Shape,
  left: Json | undefined,
  right: Json | undefined,
): readonly View[] {
  const [l, r] = [viewOf(shape, left), viewOf(shape, right)]
  if (right === undefined) return [l]
  return left === undefined || l === r ? [r] : [l, r]
}

export const itemsOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : [])
export const fieldsOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

export const fieldNames = (left: JsonObject, right: JsonObject): readonly string[] => [
  ...new Set([...Object.keys(left), ...Object.keys(right)]),
]

export const fieldIn = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined
