import { type Is, isListOf, isNumber, isObjectOf, isWhole } from '../api/forms.ts'
import type { Json } from '../api/json.ts'
import { counts } from '../stats/sums/counts.ts'
import { moments } from '../stats/sums/moments.ts'
import { vectorMoments } from '../stats/sums/vector-moments.ts'
import type { SumsName } from './metrics/sums.ts'

/** As which form sums come: others could not be added up. */
export const isSumsOf = (name: SumsName, sums: unknown): boolean => forms[name](sums as Json)

/** An entry for each place where something was counted. Places are few, and lists of all of them are made. */
const isPlaces = isListOf(
  (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    isWhole(value[0]) &&
    Number(value[0]) < mostPlaces &&
    isNumber(value[1]),
)

const isEdges = isListOf(
  (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber),
)

const forms: { readonly [N in SumsName]: Is } = {
  Counts: isLike(counts.none),
  Moments: isLike(moments(0).none),
  Vector: isLike(vectorMoments([0, 0, 0], 3).none),
  Places: isPlaces,
  Latencies: isObjectOf({ n: isWhole, buckets: isPlaces, above: isEdges }),
}

/** Numbers where that one has numbers, and lists as long as those. */
function isLike(example: unknown): Is {
  if (typeof example !== 'object' || example === null) return isNumber
  const inner = Object.entries(example).map(([name, each]) => [name, isLike(each)] as const)
  if (!Array.isArray(example)) return isObjectOf(Object.fromEntries(inner))
  return (value) =>
    Array.isArray(value) &&
    value.length === inner.length &&
    inner.every(([, is], nth) => is(value[nth]))
}

const mostPlaces = 65_536
