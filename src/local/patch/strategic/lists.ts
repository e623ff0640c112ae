import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../../kinds/field-schema.ts'
import { goPrint } from '../go-print.ts'
import { failure, unprocessable } from '../refusal.ts'
import { directive, unknownDirective } from './directives.ts'
import type { Lookup } from './lookups.ts'
import { idOf, ordered, requiredId } from './ordering.ts'
import { lists, maps, noMergeKey, sortOf, stop } from './stop.ts'

export type MergeObjects = (
  original: JsonObject,
  patch: JsonObject,
  schema: FieldSchema,
) => JsonObject

type Items = readonly Json[]

/** A list with a patch of it merged in, or in its place, as its strategy says. */
export function mergedList(
  original: Items,
  patch: Items,
  lookup: Lookup,
  merge: MergeObjects,
): Items {
  if (lookup.strategy !== 'merge') return patch
  if (original.length + patch.length === 0) return original
  if (itemSort(original, patch) !== maps) return mergedScalars(original, patch)
  return mergedObjects(
    original as readonly JsonObject[],
    patch as readonly JsonObject[],
    lookup,
    merge,
  )
}

/** A list of scalars without some of them. Of objects none goes: they are merged. */
export function reducedList(
  original: Items,
  gone: Items,
  lookup: Lookup,
  merge: MergeObjects,
): Items {
  if (original.length + gone.length === 0) return original
  if (itemSort(original, gone) === maps) {
    return mergedList(original, gone, { ...lookup, strategy: 'merge' }, merge)
  }
  return original.filter((item) => !gone.includes(item))
}

/** All items are of one sort. */
export function itemSort(...of: readonly Items[]): string {
  const sorts = new Set(of.flat().map(sortOf))
  const [sort = ''] = sorts
  if (sort === lists) stop(unprocessable)
  if (sorts.size === 0) stop(failure('no elements in any of the given slices'))
  if (sorts.size > 1) {
    stop(failure(`list element types are not identical: ${goPrint(of)}`))
  }
  return sort
}

function mergedScalars(original: Items, patch: Items): Items {
  const merged = withoutTwins([...original, ...patch])
  return ordered(merged, { wanted: patch, known: original, key: '' })
}

/** Each item once. The last one takes the place of a twin: that is how the server does it. */
function withoutTwins(items: Items): Items {
  const left = [...items]
  for (let i = 0; i < left.length; i++) {
    for (let j = i + 1; j < left.length; ) {
      const last = left.at(-1)
      if (left[i] !== left[j] || last === undefined) j++
      else {
        left[j] = last
        left.pop()
      }
    }
  }
  return left
}

function mergedObjects(
  all: readonly JsonObject[],
  patch: readonly JsonObject[],
  { schema, mergeKey: key }: Lookup,
  merge: MergeObjects,
): Items {
  if (key === '') stop(failure('cannot merge lists without merge key for struct'))
  const items = patch.filter((item) => !Object.hasOwn(item, directive))
  const directives = patch.filter((item) => Object.hasOwn(item, directive))
  const isReplaced = directives.map((item) => readDirective(item, key)).includes('replace')
  const gone = directives.filter((item) => item[directive] === 'delete').map((item) => item[key])
  const original = isReplaced ? items : all.filter((item) => !gone.includes(item[key]))
  const wanted = isReplaced ? [] : items
  const merged = wanted.reduce<Items>((list, item) => withItem(list, item), original)
  return ordered(merged, { wanted, known: original, key })

  function withItem(list: Items, item: JsonObject): Items {
    const id = requiredId(item, key)
    const index = list.findIndex((other) => idOf(other, key) === id)
    const found = list[index]
    if (!isJsonObject(found ?? null)) return [...list, item]
    return list.with(index, merge(found as JsonObject, item, schema))
  }
}

function readDirective(item: JsonObject, key: string): string {
  const said = item[directive]
  if (said === 'merge') stop(failure('merging lists cannot yet be specified in the patch'))
  if (said === 'delete' && !Object.hasOwn(item, key)) noMergeKey(item, key)
  return said === 'delete' || said === 'replace' ? said : unknownDirective(item)
}
