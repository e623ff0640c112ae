import { isJsonObject, type Json } from '../../api/json.ts'
import { fieldsOf, isList, itemsOf, viewOf } from './deduced.ts'
import { type FieldSet, fieldSet, leaf, noFields } from './field-set.ts'
import { grouped, placed } from './list-items.ts'
import { fieldShape, type ListShape, type MapShape, type Shape } from './shape.ts'
import { fieldStep } from './steps.ts'

/** The fields that an object states: what whoever applies it comes to own. */
export const stated = (object: Json, shape: Shape): FieldSet => ({
  ...statedAt(object, shape),
  isMember: false,
})

function statedAt(value: Json, shape: Shape): FieldSet {
  const view = viewOf(shape, value)
  if (shape.map && view === 'map') return inMap(value, shape.map)
  if (shape.list && view === 'list') return inList(value, shape.list)
  return leaf
}

const asMember = (set: FieldSet): FieldSet => ({ ...set, isMember: true })

/** An item that is there more than once has one owner, without its parts. */
function inList(value: Json, list: ListShape): FieldSet {
  if (list.isAtomic) return leaf
  const groups = grouped(placed(list, itemsOf(value)))
  return fieldSet(
    false,
    [...groups].map(([step, [first = null, ...more]]) => [
      step,
      more.length > 0 ? leaf : asMember(statedAt(first, list.items())),
    ]),
  )
}

/** A field is a place of its own where nothing is below it, and where the schema does not name it. */
function inMap(value: Json, map: MapShape): FieldSet {
  if (map.isAtomic) return leaf
  return fieldSet(
    false,
    Object.entries(fieldsOf(value)).map(([name, inner]) => {
      const shape = fieldShape(map, name)
      const below = shape ? statedAt(inner, shape) : noFields
      const isPlace = isBlank(inner) || map.named(name) === undefined
      return [fieldStep(name), isPlace ? asMember(below) : below]
    }),
  )
}

const isBlank = (value: Json) =>
  value === null || (!isList(value) && isJsonObject(value) && Object.keys(value).length === 0)
