import { isJsonObject, type Json } from '../../api/json.ts'
import { isList, viewOf } from './deduced.ts'
import { at, type FieldSet, isEmpty } from './field-set.ts'
import { itemStep } from './list-items.ts'
import { fieldShape, type ListShape, type MapShape, type Shape } from './shape.ts'
import { fieldStep, isKeyStep, type Step } from './steps.ts'

/**
 * An object without these places. Where nothing is left of a list or an object that was looked into, it
 * is `null`.
 */
export function removed(value: Json, places: FieldSet, shape: Shape): Json {
  const view = viewOf(shape, value)
  if (shape.map && view === 'map') return inMap(value, places, shape.map)
  if (shape.list && view === 'list') return inList(value, places, shape.list)
  return value
}

function inMap(value: Json, places: FieldSet, map: MapShape): Json {
  if (!isJsonObject(value) || map.isAtomic) return null
  const left = Object.entries(value).flatMap(([name, inner]) => {
    const below = at(places, fieldStep(name))
    if (below.isMember) return []
    const shape = fieldShape(map, name)
    return [[name, isEmpty(below) || !shape ? inner : removed(inner, below, shape)] as const]
  })
  return left.length === 0 ? null : Object.fromEntries(left)
}

function inList(value: Json, places: FieldSet, list: ListShape): Json {
  if (!isList(value) || list.isAtomic) return null
  const left = value.flatMap((item) => {
    const placed = itemStep(list, item)
    if ('unclear' in placed) return [item]
    const below = at(places, placed.step)
    if (below.isMember) return []
    return [isEmpty(below) ? item : removed(item, below, list.items())]
  })
  return left.length === 0 ? null : left
}

/**
 * With the fields above a member, too, where the schema names them: an object is only there for what it
 * holds. Entries of maps and items of lists are things of their own.
 */
export function withNamedFields({ isMember, below }: FieldSet, shape: Shape | undefined): FieldSet {
  return {
    isMember,
    below: new Map(
      [...below].map(([step, set]) => {
        const inner = withNamedFields(set, shapeAt(shape, step))
        const isNamed = set.below.size > 0 && isNamedField(shape, step)
        return [step, { ...inner, isMember: inner.isMember || isNamed }] as const
      }),
    ),
  }
}

const isNamedField = (shape: Shape | undefined, step: Step): boolean =>
  step.startsWith('f:') && shape?.map?.named(step.slice(2)) !== undefined

function shapeAt(shape: Shape | undefined, step: Step): Shape | undefined {
  if (step.startsWith('f:')) return shape?.map && fieldShape(shape.map, step.slice(2))
  return isKeyStep(step) ? shape?.list?.items() : undefined
}
