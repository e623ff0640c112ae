import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { failure } from '../refusal.ts'
import { directive } from './directives.ts'
import { maps, noMergeKey, stop, wrongSort } from './stop.ts'

/** What tells items of a list apart: a value under this key, or, where it is empty, the items themselves. */
type MergeKey = string

export const idOf = (item: Json, key: MergeKey): Json | undefined =>
  key === '' ? item : isJsonObject(item) && Object.hasOwn(item, key) ? item[key] : undefined

const indexIn = (list: readonly Json[], item: Json, key: MergeKey): number =>
  list.findIndex((other) => idOf(other, key) === idOf(item, key))

type Orders = {
  /** That of the patch: what it names comes in this order. */
  readonly wanted: readonly Json[]
  /** That of the object as it is: the rest comes in this one. */
  readonly known: readonly Json[]
  readonly key: MergeKey
}

/** Items that were merged, in their order: that of the patch first, the others among them where they fit. */
export function ordered(items: readonly Json[], { wanted, known, key }: Orders): readonly Json[] {
  const isWanted = (item: Json) => isAmong(wanted, item, key)
  const ours = inOrder(items.filter(isWanted), wanted, key)
  const others = inOrder(
    items.filter((item) => !isWanted(item)),
    known,
    key,
  )
  return interleaved(others, ours, known, key)
}

function isAmong(list: readonly Json[], item: Json, key: MergeKey): boolean {
  const id = requiredId(item, key)
  for (const [i, other] of list.entries()) {
    if (key !== '' && !isJsonObject(other)) stop(failure(`value for key ${i} is not a map`))
    if (idOf(other, key) === id) return true
  }
  return false
}

export function requiredId(item: Json, key: MergeKey): Json {
  if (key !== '' && !isJsonObject(item)) return wrongSort(maps, item)
  return idOf(item, key) ?? noMergeKey(item, key)
}

/** By insertion, as the server does it: what is in no order moves to the front. What is to go is last. */
function inOrder(items: readonly Json[], order: readonly Json[], key: MergeKey): readonly Json[] {
  if (key !== '') for (const item of [...items, ...order]) requiredId(item, key)
  const sorted = items.filter((item) => !isDeletion(item))
  const isBefore = (a: Json, b: Json) => {
    const [left, right] = [indexIn(order, a, key), indexIn(order, b, key)]
    return left < 0 || right < 0 || left < right
  }
  for (let i = 1; i < sorted.length; i++) sink(sorted, i, isBefore)
  return [...sorted, ...items.filter(isDeletion)]
}

function sink(items: Json[], from: number, isBefore: (a: Json, b: Json) => boolean): void {
  for (let i = from; i > 0; i--) {
    const [left = null, right = null] = [items[i - 1], items[i]]
    if (!isBefore(right, left)) return
    items.splice(i - 1, 2, right, left)
  }
}

export const isDeletion = (item: Json): item is JsonObject =>
  isJsonObject(item) && item[directive] === 'delete'

/** Both keep their order; of two that were there already, the one that was first is. Else ours is. */
function interleaved(
  others: readonly Json[],
  ours: readonly Json[],
  known: readonly Json[],
  key: MergeKey,
): readonly Json[] {
  const out: Json[] = []
  let i = 0
  for (const item of ours) {
    for (let other = others[i]; other !== undefined && isFirst(other, item); other = others[i]) {
      out.push(other)
      i++
    }
    out.push(item)
  }
  return [...out, ...others.slice(i)]

  function isFirst(other: Json, item: Json): boolean {
    const [left, right] = [indexIn(known, other, key), indexIn(known, item, key)]
    return left >= 0 && right >= 0 && left < right
  }
}
