import type { Environment } from '@marcbachmann/cel-js'
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { isTime } from './go-parse.ts'
import { goJson } from './go-text.ts'

/** A schema as rules see it: the name of its CEL type, and a value as one of that type. */
export type Shape = { readonly type: string; readonly wrap: (value: Json) => unknown }

/** By the path of a schema: `self.parts.each.name`. */
export type Shapes = ReadonlyMap<string, Shape>

/** Names of types are of word characters. */
export const fieldPath = (path: string, name: string): string =>
  `${path}.${name.replace(/\W/g, (letter) => `_${letter.charCodeAt(0)}_`)}`
export const eachPath = (path: string): string => `${path}.each`

/**
 * Declares the types of a schema and of all below it. Rules do not see what has no type, nor a list or
 * a map of that (apiserver, cel/common/schemas.go).
 */
export function declareShapes(schema: Schema, path: string, environment: Environment): Shapes {
  const shapes = new Map<string, Shape>()
  declare(schema, path, { environment, shapes })
  return shapes
}

type Declared = { readonly environment: Environment; readonly shapes: Map<string, Shape> }

function declare(schema: Schema, path: string, to: Declared): Shape | undefined {
  const shape = shapeOf(schema, path, to)
  if (shape) to.shapes.set(path, shape)
  return shape
}

function shapeOf(schema: Schema, path: string, to: Declared): Shape | undefined {
  if (schema['x-kubernetes-int-or-string']) return { type: 'dyn', wrap: toInt }
  if (schema.format === 'date-time') return timestamp
  if (schema.type === 'array') return listShape(schema, path, to)
  if (schema.type !== 'object') return schema.type && scalars[schema.type]
  return schema.additionalProperties
    ? mapShape(schema.additionalProperties, path, to)
    : objectShape(schema, path, to)
}

const same = (value: Json) => value
const toInt = (value: Json) => (typeof value === 'number' ? BigInt(value) : value)

const timestamp: Shape = { type: 'google.protobuf.Timestamp', wrap: toDate }

/** What passes for a date in a schema may still be none here. */
function toDate(value: Json): Date {
  const got = Array.isArray(value) ? '[]interface {}' : typeof value
  if (typeof value !== 'string') throw new Error(`invalid data, expected string, got ${got}`)
  if (!isTime(value)) throw new Error(`Invalid date-time formatted string ${value}`)
  return new Date(value)
}

const scalars = {
  string: { type: 'string', wrap: same },
  boolean: { type: 'bool', wrap: same },
  integer: { type: 'int', wrap: toInt },
  number: { type: 'double', wrap: Number },
} as const

function listShape({ items }: Schema, path: string, to: Declared): Shape | undefined {
  const item = items && declare(items, eachPath(path), to)
  const wrap = (value: Json) => (value as readonly Json[]).map((inner) => item?.wrap(inner))
  return item && { type: `list<${item.type}>`, wrap }
}

function mapShape(values: Schema, path: string, to: Declared): Shape | undefined {
  const value = declare(values, eachPath(path), to)
  const wrap = (map: Json) =>
    new Map(Object.entries(map as JsonObject).map(([key, inner]) => [key, value?.wrap(inner)]))
  return value && { type: `map<string, ${value.type}>`, wrap }
}

const raw = Symbol('raw')

/**
 * cel-js tells the type of an object by its constructor: any function will do, and no field. A field is
 * wrapped only when a rule reads it: a bad date fails the rules that read it, and no other.
 */
function objectShape(schema: Schema, path: string, { environment, shapes }: Declared): Shape {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const shape = declare(inner, fieldPath(path, name), { environment, shapes })
    const alias = celName(name)
    const isSeen = alias !== undefined && alias !== 'constructor'
    return shape && isSeen ? [{ name, alias, shape }] : []
  })
  const ctor = () => path
  const types = Object.fromEntries(fields.map(({ alias, shape }) => [alias, shape.type]))
  environment.registerType(path, { ctor, fields: types })
  environment.registerOperator(`${path} == ${path}`, (a, b) => goJson(a[raw]) === goJson(b[raw]))
  const prototype = Object.create(null, { constructor: { value: ctor } })
  const wrap = (value: Json) => {
    const present = fields.flatMap(({ name, alias, shape }) => {
      const inner = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : null
      const get = () => shape.wrap(inner ?? null)
      return inner === null || inner === undefined ? [] : [[alias, { get }]]
    })
    return Object.create(prototype, { ...Object.fromEntries(present), [raw]: { value } })
  }
  return { type: path, wrap }
}

/** How rules call a field (apiserver, cel/escaping.go); undefined where they cannot. */
function celName(name: string): string | undefined {
  if (!/^[-A-Za-z_./][-\w./]*$/.test(name)) return undefined
  return reserved.has(name)
    ? `__${name}__`
    : name.replace(/__|[-./]/g, (letters) => escapes[letters] ?? letters)
}

const reserved: ReadonlySet<string> = new Set(
  `true false null in as break const continue else for function if import let loop package namespace
  return var void while`.split(/\s+/),
)

const escapes: { readonly [letters: string]: string } = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
}
