import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import { isTime } from './go-parse.ts'
import { shown } from './go-text.ts'
import { goKindOf, kindOf } from './kinds.ts'
import {
  type Address,
  child,
  entry,
  type Problem,
  root,
  undecodable,
  unknownField,
} from './problem.ts'

/** `metadata` as the server decodes it: what no Go type holds, what no field is for, and the rest. */
export function decodeMetadata(value: Json) {
  const { value: decoded, ...problems } = decodeAs(value, objectMeta, child(root, 'metadata'))
  return { ...problems, metadata: written(decoded) }
}

/** A type of Go: what fits it, and the types of what is inside. */
type GoType = {
  readonly name: string
  readonly fits: (value: Json) => boolean
  readonly each?: GoType
  readonly fields?: Fields
}

type Fields = { readonly [name: string]: GoType }

const isText = (value: Json): value is string => typeof value === 'string'

const text: GoType = { name: 'string', fits: isText }
const uid: GoType = { name: 'types.UID', fits: isText }
const flag: GoType = { name: 'bool', fits: (value) => typeof value === 'boolean' }
const int64: GoType = { name: 'int64', fits: (value) => kindOf(value) === 'integer' }
const anything: GoType = { name: 'any', fits: () => true }
const time: GoType = { name: 'v1.Time', fits: (value) => isText(value) && isTime(value) }
const texts: GoType = { name: 'map[string]string', fits: isJsonObject, each: text }

const list = (each: GoType): GoType => ({ name: `[]${each.name}`, fits: Array.isArray, each })

const record = (name: string, fields: Fields): GoType => ({ name, fits: isJsonObject, fields })

const owner = record('v1.OwnerReference', {
  apiVersion: text,
  kind: text,
  name: text,
  uid,
  controller: flag,
  blockOwnerDeletion: flag,
})

const managed = record('v1.ManagedFieldsEntry', {
  manager: text,
  operation: text,
  apiVersion: text,
  time,
  fieldsType: text,
  fieldsV1: anything,
  subresource: text,
})

/** apimachinery, apis/meta/v1/types.go. */
const objectMeta = record('v1.ObjectMeta', {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid,
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: int64,
  labels: texts,
  annotations: texts,
  ownerReferences: list(owner),
  finalizers: list(text),
  managedFields: list(managed),
})

type Problems = { readonly misfits: readonly Problem[]; readonly unknown: readonly Problem[] }

type Decoded<Value = Json> = Problems & { readonly value: Value }

const sound = { misfits: [], unknown: [] }

const problemsIn = (parts: readonly Problems[]): Problems => ({
  misfits: parts.flatMap(({ misfits }) => misfits),
  unknown: parts.flatMap(({ unknown }) => unknown),
})

function decodeAs(value: Json, type: GoType, at: Address): Decoded {
  if (value === null) return { ...sound, value }
  if (!type.fits(value)) return { ...sound, value: null, misfits: [misfit(value, type, at)] }
  if (Array.isArray(value)) return decodeList(value, type, at)
  return isJsonObject(value) ? decodeObject(value, type, at) : { ...sound, value }
}

function decodeList(list: readonly Json[], { each }: GoType, at: Address): Decoded {
  if (each === undefined) return { ...sound, value: list }
  const parts = list.map((item, i) => decodeInside(item, each, entry(at, i)))
  return { value: parts.map(({ value }) => value), ...problemsIn(parts) }
}

function decodeObject(object: JsonObject, type: GoType, at: Address): Decoded {
  if (type.each === undefined && type.fields === undefined) return { ...sound, value: object }
  const parts = Object.entries(object).map(([name, value]): Decoded<readonly [string, Json][]> => {
    const here = child(at, name)
    const decoded = decodeField(name, value, type, here)
    if (decoded === undefined) return { ...sound, value: [], unknown: [unknownField(here)] }
    return { ...decoded, value: [[name, decoded.value]] }
  })
  return { value: Object.fromEntries(parts.flatMap(({ value }) => value)), ...problemsIn(parts) }
}

/** Undefined where the type has no such field. */
function decodeField(name: string, value: Json, { fields = {}, each }: GoType, at: Address) {
  if (each) return decodeInside(value, each, at)
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  return field && decodeAs(value, field, at)
}

/** A null in a list or a map is the zero value of its type, here an empty text or object. */
function decodeInside(value: Json, type: GoType, at: Address): Decoded {
  const decoded = decodeAs(value, type, at)
  return { ...decoded, value: decoded.value ?? (type.fields ? {} : '') }
}

function misfit(value: Json, { name }: GoType, at: Address): Problem {
  const layout = '2006-01-02T15:04:05Z07:00'
  if (name === 'v1.Time' && typeof value === 'string') {
    return undecodable(at, `parsing time ${shown(value)} as "${layout}": cannot parse it`)
  }
  const isFraction = typeof value === 'number' && name === 'int64'
  const what = isFraction ? `number ${shown(value)}` : goKindOf(value)
  const [, field] = at.path
  const into = field === undefined ? 'Go value' : `Go struct field ObjectMeta.${field}`
  return undecodable(at, `json: cannot unmarshal ${what} into ${into} of type ${name}`)
}

/** Go writes no empty field of metadata. */
function written(decoded: Json): JsonObject {
  const isEmpty = (value: Json) =>
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  const entries = Object.entries(isJsonObject(decoded) ? decoded : {})
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)))
}
