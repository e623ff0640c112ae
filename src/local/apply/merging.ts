import type { Json } from '../../api/json.ts'
import { fieldIn, fieldNames, fieldsOf, itemsOf, viewOf } from './deduced.ts'
import { mergedItems } from './merging-items.ts'
import { fieldShape, type ListShape, type MapShape, type Shape } from './shape.ts'

/**
 * An object with what is applied written over it, as finely as things have owners. Nothing goes away by
 * this; what is applied as `null` is `null` where it is one thing, and changes nothing inside of another.
 */
export function merged(
  live: Json | undefined,
  applied: Json | undefined,
  shape: Shape,
): Json | undefined {
  const view = viewOf(shape, applied ?? live)
  if (shape.map && view === 'map') return inMap(live, applied, shape.map)
  if (shape.list && view === 'list') return inList(live, applied, shape.list)
  return whole(live, applied)
}

const whole = (live: Json | undefined, applied: Json | undefined) =>
  applied === undefined ? live : applied

function inMap(live: Json | undefined, applied: Json | undefined, map: MapShape): Json | undefined {
  const [old, now] = [fieldsOf(live), fieldsOf(applied)]
  const names = fieldNames(old, now)
  if (map.isAtomic || names.length === 0) return whole(live, applied)
  return Object.fromEntries(
    names.flatMap((name) => {
      const shape = fieldShape(map, name)
      const value = shape && merged(fieldIn(old, name), fieldIn(now, name), shape)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

function inList(
  live: Json | undefined,
  applied: Json | undefined,
  list: ListShape,
): Json | undefined {
  const [old, now] = [itemsOf(live), itemsOf(applied)]
  if (list.isAtomic || old.length + now.length === 0) return whole(live, applied)
  const shape = list.items()
  return mergedItems(list, old, now, (mine, theirs) => merged(mine, theirs, shape))
}
