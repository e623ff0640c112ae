import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../../kinds/field-schema.ts'
import {
  deleteFromList,
  directed,
  directive,
  elementOrder,
  plain,
  retained,
  retainKeys,
  subjectOf,
  withoutDirected,
} from './directives.ts'
import { mergedList, reducedList } from './lists.ts'
import { lookUp, lookUpList } from './lookups.ts'
import { orderedField } from './set-order.ts'
import { sortOf } from './stop.ts'

/** An object with a strategic patch of it merged in. */
export function mergedObject(
  object: JsonObject,
  patch: JsonObject,
  schema: FieldSchema,
): JsonObject {
  if (Object.hasOwn(patch, directive)) return directed(patch)
  const original = retained(object, patch)
  const orders = Object.keys(patch)
    .filter((key) => key.startsWith(elementOrder))
    .map((key) => orderedField(key, { original, patch, schema, merge: mergedObject }))
    .filter(({ list }) => list !== undefined)
  const start = {
    ...original,
    ...Object.fromEntries(orders.map(({ field, list = [] }) => [field, list])),
  }
  const done = new Set(orders.map(({ field }) => field))
  const isLeft = (key: string) =>
    key !== retainKeys && !key.startsWith(elementOrder) && !done.has(key)
  return Object.entries(patch)
    .filter(([key]) => isLeft(key))
    .reduce((merged, [key, value]) => withField(merged, key, value, schema), start)
}

function withField(object: JsonObject, key: string, patch: Json, schema: FieldSchema): JsonObject {
  const field = fieldOf(key)
  const { [field]: _, ...others } = object
  const value = mergedField(object, key, patch, schema)
  return value === undefined ? others : { ...object, [field]: value }
}

const isDeletion = (key: string) => key.startsWith(deleteFromList)

const fieldOf = (key: string) =>
  isDeletion(key) ? subjectOf(key, deleteFromList, 'primitive list') : key

/** What becomes of a field; `undefined` where it is gone. */
function mergedField(
  object: JsonObject,
  key: string,
  patch: Json,
  schema: FieldSchema,
): Json | undefined {
  const field = fieldOf(key)
  const value = Object.hasOwn(object, field) ? object[field] : undefined
  if (patch === null) return undefined
  if (value === undefined || sortOf(value) !== sortOf(patch)) {
    return isDeletion(key) ? value : plain(patch)
  }
  return mergedValue(value, patch, { field, isDeletion: isDeletion(key), schema })
}

function mergedValue(
  value: Json,
  patch: Json,
  at: { readonly field: string; readonly isDeletion: boolean; readonly schema: FieldSchema },
): Json | undefined {
  if (isJsonObject(value) && isJsonObject(patch)) {
    const { schema, strategy } = lookUp(at.schema, at.field)
    return strategy === 'replace' ? patch : mergedObject(value, patch, schema)
  }
  if (!isItems(value) || !isItems(patch)) return withoutDirected(patch)
  const lookup = lookUpList(at.schema, at.field)
  return at.isDeletion
    ? reducedList(value, patch, lookup, mergedObject)
    : mergedList(value, patch, lookup, mergedObject)
}

const isItems = (value: Json): value is readonly Json[] => Array.isArray(value)
