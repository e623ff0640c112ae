import { goKindOf } from '../../../admission/kinds.ts'
import {
  type Address,
  child,
  entry,
  type Problem,
  root,
  undecodable,
  unknownField,
} from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../field-schema.ts'
import { isEmpty } from './empties.ts'
import { goTypeNameOf } from './go-types.ts'
import { readScalar } from './scalars.ts'

export type Typed = {
  readonly object: JsonObject
  /** Of all that does not fit, the one that the server says. */
  readonly misfit?: Problem
  readonly unknown: readonly Problem[]
}

/**
 * A built-in object as Go's JSON decoder takes it: without nulls, fields that the schema does not know, and
 * what is empty where Go cannot tell that from absent. Goes on after a misfit, as that does.
 */
export function typed(sent: JsonObject, schema: FieldSchema, kind: string): Typed {
  const found: Found = { fatal: [], misfits: [], unknown: [] }
  const place = { at: root, struct: kind, fields: [] }
  const object = readObject(sent, schema, place, found)
  const [misfit] = [...found.fatal, ...found.misfits]
  return { object, unknown: found.unknown, ...(misfit === undefined ? {} : { misfit }) }
}

/** After what is fatal Go reads no further, and forgets what it has found before. */
type Found = {
  readonly fatal: Problem[]
  readonly misfits: Problem[]
  readonly unknown: Problem[]
}

/** Where we are, for people and as Go tells it: the struct that holds the field, and the way there. */
type Place = { readonly at: Address; readonly struct: string; readonly fields: readonly string[] }

function read(value: Json, schema: FieldSchema, place: Place, found: Found): Json | undefined {
  if (value === null) return undefined
  if (schema['x-kubernetes-preserve-unknown-fields']) return value
  if (schema.type === 'array') {
    return Array.isArray(value)
      ? readList(value, schema.items ?? {}, place, found)
      : misfit(value, schema, place, found)
  }
  if (schema.type !== 'object') return readText(value, schema, place, found)
  return isJsonObject(value)
    ? readObject(value, schema, place, found)
    : misfit(value, schema, place, found)
}

function readList(list: readonly Json[], items: FieldSchema, place: Place, found: Found): Json {
  return list.map((item, i) => {
    const inner = { ...place, at: entry(place.at, i) }
    return read(item, items, inner, found) ?? zeroOf(items)
  })
}

/** What stands for a null in a list or a map. */
function zeroOf(schema: FieldSchema): Json {
  const known = zeros[schema.format ?? ''] ?? zeros[schema.type ?? '']
  return known ?? (schema['x-kubernetes-int-or-string'] ? 0 : '')
}

const zeros: { readonly [kind: string]: Json } = {
  ...{ object: {}, array: [], integer: 0, boolean: false, quantity: '0' },
}

function readObject(object: JsonObject, schema: FieldSchema, place: Place, found: Found) {
  const { additionalProperties: each, properties = {} } = schema
  const struct = each ? place.struct : (schema.goType?.split('.').at(-1) ?? place.struct)
  const read = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const at = child(place.at, name)
    if (each) return [[name, readEntry(value, each, { ...place, at }, found)]]
    const field = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (field === undefined) found.unknown.push(unknownField(at))
    return field ? readField(name, value, field, { at, struct, fields: place.fields }, found) : []
  })
  return Object.fromEntries(read)
}

const readEntry = (value: Json, each: FieldSchema, place: Place, found: Found) =>
  read(value, each, place, found) ?? zeroOf(each)

function readField(
  name: string,
  value: Json,
  field: FieldSchema,
  { at, struct, fields }: Place,
  found: Found,
): [string, Json][] {
  const steps = field.embedded === undefined ? [name] : [field.embedded, name]
  const inner = read(value, field, { at, struct, fields: [...fields, ...steps] }, found)
  return inner === undefined || isLost(inner, field) ? [] : [[name, inner]]
}

/** Whether Go cannot tell a value from none. */
function isLost(value: Json, { whenEmpty, 'x-kubernetes-int-or-string': isEither }: FieldSchema) {
  const isKept = whenEmpty === 'kept' || whenEmpty === 'null'
  return !isKept && isEither !== true && isEmpty(value)
}

function readText(value: Json, schema: FieldSchema, place: Place, found: Found) {
  const scalar = readScalar(value, schema)
  if ('value' in scalar) return scalar.value
  const problems = isReadByItself(schema) ? found.fatal : found.misfits
  if ('refused' in scalar) problems.push(undecodable(place.at, scalar.refused))
  else problems.push(misfitOf(value, { goType: scalar.wanted }, place))
  return undefined
}

/** Says whether the type has a reader of its own in Go. */
const isReadByItself = ({ format, 'x-kubernetes-int-or-string': isEither }: FieldSchema) =>
  isEither === true || format === 'date-time' || format === 'micro-time'

function misfit(value: Json, schema: FieldSchema, place: Place, found: Found) {
  found.misfits.push(misfitOf(value, schema, place))
  return undefined
}

function misfitOf(value: Json, schema: FieldSchema, { at, struct, fields }: Place): Problem {
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  const isWanted = isNumber && /^int\d/.test(schema.goType ?? '')
  const what = isWanted ? `number ${value}` : goKindOf(value)
  const into = `Go struct field ${struct}.${fields.join('.')}`
  return undecodable(
    at,
    `json: cannot unmarshal ${what} into ${into} of type ${goTypeNameOf(schema)}`,
  )
}
