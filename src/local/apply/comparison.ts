import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../api/json.ts'
import { fieldIn, fieldNames, fieldsOf, itemsOf, type View, viewsOf } from './deduced.ts'
import { type FieldSet, fieldSet, leaf, noFields, union, without } from './field-set.ts'
import { grouped, placed } from './list-items.ts'
import { fieldShape, type ListShape, type MapShape, type Shape } from './shape.ts'
import { fieldStep, type Step } from './steps.ts'

/** What is different in a second object. No place is in more than one of the three. */
export type Comparison = {
  readonly removed: FieldSet
  readonly modified: FieldSet
  readonly added: FieldSet
}

/** Compares two objects that are of their shape; either may be absent, not both. */
export function compared(
  before: Json | undefined,
  after: Json | undefined,
  shape: Shape,
): Comparison {
  const parts = viewsOf(shape, before, after).map((view) => viewed(view, before, after, shape))
  return parts.reduce(both)
}

const same: Comparison = { removed: noFields, modified: noFields, added: noFields }

const both = (a: Comparison, b: Comparison): Comparison => ({
  removed: union(a.removed, b.removed),
  modified: union(a.modified, b.modified),
  added: union(a.added, b.added),
})

/** Without what is not looked at. */
export const ignoring = (comparison: Comparison, ignored: FieldSet): Comparison => ({
  removed: without(comparison.removed, ignored),
  modified: without(comparison.modified, ignored),
  added: without(comparison.added, ignored),
})

function viewed(
  view: View,
  before: Json | undefined,
  after: Json | undefined,
  { map, list }: Shape,
): Comparison {
  if (view === 'map' && map && !map.isAtomic && hasParts(fieldsOf(before), fieldsOf(after))) {
    return both(inMap(before, after, map), appearance(before, after))
  }
  if (view === 'list' && list && !list.isAtomic && hasParts(itemsOf(before), itemsOf(after))) {
    return both(inList(before, after, list), appearance(before, after))
  }
  return whole(before, after)
}

const hasParts = (before: object, after: object) =>
  Object.keys(before).length + Object.keys(after).length > 0

function whole(before: Json | undefined, after: Json | undefined): Comparison {
  if (before === undefined || after === undefined) return appearance(before, after)
  return isDeepStrictEqual(before, after) ? same : { ...same, modified: leaf }
}

/** Of what was not there before, or is there no more. */
function appearance(before: Json | undefined, after: Json | undefined): Comparison {
  if (before === undefined) return { ...same, added: leaf }
  return after === undefined ? { ...same, removed: leaf } : same
}

function inMap(before: Json | undefined, after: Json | undefined, map: MapShape): Comparison {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return gathered(
    fieldNames(old, now).map((name) => {
      const shape = fieldShape(map, name)
      const fields = shape ? compared(fieldIn(old, name), fieldIn(now, name), shape) : same
      return [fieldStep(name), fields]
    }),
  )
}

function inList(before: Json | undefined, after: Json | undefined, list: ListShape): Comparison {
  const old = grouped(placed(list, itemsOf(before)))
  const now = grouped(placed(list, itemsOf(after)))
  return gathered(
    [...new Set([...old.keys(), ...now.keys()])].map((step) => [
      step,
      comparedItem(old.get(step) ?? [], now.get(step) ?? [], list.items()),
    ]),
  )
}

/** What is there more than once is compared as a whole; it comes and goes as a whole, too. */
function comparedItem(old: readonly Json[], now: readonly Json[], shape: Shape): Comparison {
  if (old.length > 1 && now.length > 1) {
    return isDeepStrictEqual(old, now) ? same : { ...same, modified: leaf }
  }
  const [single, other] = [old.length > 1 ? undefined : old[0], now.length > 1 ? undefined : now[0]]
  const parts = single === undefined && other === undefined ? same : compared(single, other, shape)
  if (old.length > 1) return both(parts, { ...same, removed: leaf })
  return now.length > 1 ? both(parts, { ...same, added: leaf }) : parts
}

function gathered(parts: readonly (readonly [Step, Comparison])[]): Comparison {
  const of = (part: keyof Comparison) =>
    fieldSet(
      false,
      parts.map(([step, comparison]) => [step, comparison[part]]),
    )
  return { removed: of('removed'), modified: of('modified'), added: of('added') }
}
