import { isJsonObject, type Json, type JsonObject, type JsonPath } from '../api/json.ts'
import { apiVersion, group, kind } from '../api/names.ts'
import type { Remark } from './finding.ts'
import { isNear } from './nearest.ts'

/** An object of a document, and its path in there: a list holds several. */
export type Placed = { readonly value: Json; readonly path: JsonPath }

/** The objects of a document as `kubectl apply` takes them: itself, or the items of a list. */
export function objectsIn(value: Json): readonly Placed[] {
  if (!isJsonObject(value) || !Array.isArray(value['items'])) return [{ value, path: [] }]
  const list = String(value['kind'])
  if (!list.endsWith('List')) return [{ value, path: [] }]
  const items = value['items'] as readonly Json[]
  return items.map((item, i) => ({ value: withKind(item, list, value), path: ['items', i] }))
}

/** Items of a list of one kind may leave it out. */
function withKind(item: Json, list: string, { apiVersion: version = null }: JsonObject): Json {
  if (list === 'List' || !isJsonObject(item)) return item
  return { apiVersion: version, kind: list.slice(0, -'List'.length), ...item }
}

/** An experiment, to be checked; an object of others, to be passed over; or what is wrong with it. */
export function sorted(value: Json): { readonly experiment: JsonObject } | 'others' | Remark {
  if (!isJsonObject(value)) return remark([], 'this is no object', 'it needs apiVersion and kind')
  const missing = ['apiVersion', 'kind'].filter((field) => !isText(value[field]))
  if (missing.length > 0) return remark([], `an object needs ${missing.join(' and ')}`)
  const [itsGroup = '', itsKind = ''] = [
    String(value['apiVersion']).split('/')[0],
    `${value['kind']}`,
  ]
  if (itsGroup === group && itsKind === kind) return { experiment: value }
  if (itsGroup !== group && !isNear(itsKind, kind) && !isNear(itsGroup, group)) return 'others'
  return itsGroup === group
    ? remark(['kind'], `${group} has no kind ${itsKind}`, `did you mean ${kind}?`)
    : remark(['apiVersion'], `${itsGroup} is not ${group}`, `write ${apiVersion}`)
}

const isText = (value: Json | undefined) => typeof value === 'string' && value !== ''

const remark = (at: JsonPath, message: string, hint?: string): Remark => ({
  at,
  level: 'problem',
  path: at.join('.'),
  message,
  ...(hint === undefined ? {} : { hint }),
})
