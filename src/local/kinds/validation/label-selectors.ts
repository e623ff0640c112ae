import { labelValue, qualifiedName } from '../../../admission/names.ts'
import { type Address, child, type Problem } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { named } from '../named.ts'
import {
  all,
  type Check,
  each,
  eachEntry,
  fields,
  forbidden,
  invalid,
  missing,
  objectsIn,
  whole,
} from './checks.ts'

/** Labels on an object, or wanted of one. */
export const labels: Check = eachEntry((key, value, at) => [
  ...qualifiedName(key).map((detail) => invalid(at, key, detail)),
  ...labelValue(String(value)).map((detail) => invalid(at, value, detail)),
])

export const annotations: Check = eachEntry((key, _, at) =>
  qualifiedName(key.toLowerCase()).map((detail) => invalid(at, key, detail)),
)

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist']

const requirement = all(
  whole((object, at) => [
    ...valuesProblems(object, at),
    ...qualifiedName(String(object['key'] ?? '')).map((detail) =>
      invalid(child(at, 'key'), object['key'] ?? '', detail),
    ),
  ]),
  fields({
    values: each((value, at) =>
      labelValue(String(value)).map((detail) => invalid(at, value ?? '', detail)),
    ),
  }),
)

function valuesProblems({ operator = '', values }: JsonObject, at: Address): readonly Problem[] {
  const count = Array.isArray(values) ? values.length : 0
  const isIn = operator === 'In' || operator === 'NotIn'
  const place = child(at, 'values')
  if (!operators.includes(String(operator))) {
    return [invalid(child(at, 'operator'), operator, 'not a valid selector operator')]
  }
  if (isIn && count === 0) {
    return [missing(place, "must be specified when `operator` is 'In' or 'NotIn'")]
  }
  return !isIn && count > 0
    ? [forbidden(place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    : []
}

/** A label selector, as strictly as the server checks new ones. */
export const labelSelector: Check = fields({
  matchLabels: labels,
  matchExpressions: each(requirement),
})

/** Whether labels are what a selector wants; one that nobody can read wants nothing. */
export function selects(selector: Json | undefined, wanted: Json | undefined): boolean {
  if (!isJsonObject(selector)) return false
  const have = isJsonObject(wanted) ? wanted : {}
  const equal = Object.entries(isJsonObject(selector['matchLabels']) ? selector['matchLabels'] : {})
  return (
    equal.every(([key, value]) => named(have, key) === value) &&
    objectsIn(selector['matchExpressions']).every((expression) => holds(expression, have))
  )
}

function holds({ key, operator, values }: JsonObject, have: JsonObject): boolean {
  const value = named(have, String(key))
  const isAmong = Array.isArray(values) && value !== undefined && values.includes(value)
  const tests: { readonly [operator: string]: boolean } = {
    In: isAmong,
    NotIn: !isAmong,
    Exists: value !== undefined,
    DoesNotExist: value === undefined,
  }
  return named(tests, String(operator)) ?? false
}

/** As the server shows it: fields in an order of their own. */
export function shownSelector(selector: Json | undefined): string {
  if (!isJsonObject(selector)) return 'null'
  const { matchLabels, matchExpressions } = selector
  const list = objectsIn(matchExpressions).map(({ key = '', operator = '', values }) => ({
    ...{ key, operator },
    ...(values === undefined ? {} : { values }),
  }))
  const sorted = Object.entries(isJsonObject(matchLabels) ? matchLabels : {}).toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  )
  return JSON.stringify({
    ...(sorted.length > 0 && { matchLabels: Object.fromEntries(sorted) }),
    ...(list.length > 0 && { matchExpressions: list }),
  })
}
