import type { Json, JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../../kinds/field-schema.ts'
import { goPrint } from '../go-print.ts'
import { failure } from '../refusal.ts'
import { directive, elementOrder, subjectOf, withoutDirected } from './directives.ts'
import { itemSort, type MergeObjects, mergedList } from './lists.ts'
import { type Lookup, lookUpList } from './lookups.ts'
import { isDeletion, ordered, requiredId } from './ordering.ts'
import { lists, stop, wrongSort } from './stop.ts'

type Items = readonly Json[]

/** A list whose order a patch sets, and the field it is in; no list where there is none to order. */
export type Ordered = { readonly field: string; readonly list: Items | undefined }

type Patch = {
  readonly original: JsonObject
  readonly patch: JsonObject
  readonly schema: FieldSchema
  readonly merge: MergeObjects
}

export function orderedField(key: string, { original, patch, schema, merge }: Patch): Ordered {
  const order = listOf(patch[key] ?? null)
  const field = subjectOf(key, elementOrder, 'setElementOrder list')
  const known = Object.hasOwn(original, field) ? listOf(original[field] ?? null) : undefined
  const sent = Object.hasOwn(patch, field) ? listOf(patch[field] ?? null) : undefined
  const lookup = lookUpList(schema, field)
  agree(sent ?? [], order, lookup)
  const merged = mergedOf(known, sent, lookup, merge)
  if (merged === undefined) return { field, list: undefined }
  itemSort(known ?? [], sent ?? [])
  const orders = { wanted: order, known: known ?? [], key: lookup.mergeKey }
  return { field, list: ordered(merged, orders) }
}

const listOf = (value: Json): Items =>
  Array.isArray(value) ? (value as Items) : wrongSort(lists, value)

function mergedOf(
  known: Items | undefined,
  sent: Items | undefined,
  lookup: Lookup,
  merge: MergeObjects,
): Items | undefined {
  if (known === undefined) return sent && (withoutDirected(sent) as Items)
  return sent === undefined ? known : mergedList(known, sent, lookup, merge)
}

/** What a patch writes comes in the order that it sets, and is named in it. */
function agree(sent: Items, order: Items, { mergeKey }: Lookup): void {
  if (sent.length === 0 || order.length === 0) return
  const written = sent.filter((item) => !isDeletion(item) && !hasDirective(item))
  let next = 0
  for (const item of order) {
    const waiting = written[next]
    if (waiting === undefined) return
    if (requiredId(waiting, mergeKey) === requiredId(item, mergeKey)) next++
  }
  if (next < written.length) {
    const texts = [goPrint(sent), goPrint(order)]
    stop(
      failure(
        `The order in patch list:\n${texts[0]}\n doesn't match ${elementOrder} list:\n${texts[1]}\n`,
      ),
    )
  }
}

const hasDirective = (item: Json) => typeof item === 'object' && item !== null && directive in item
