import type { Json, JsonObject } from '../../api/json.ts'
import type { FieldSchema } from '../kinds/field-schema.ts'
import { metadataSchema } from './metadata-schema.ts'

/**
 * What a value may be, and how finely it has owners. Several of the three where a schema leaves it open:
 * the value then decides.
 */
export type Shape = {
  readonly scalar?: ScalarType
  readonly list?: ListShape
  readonly map?: MapShape
}

export type ScalarType = 'numeric' | 'string' | 'boolean' | 'any'

export type ListShape = {
  /** Owned as a whole. Else the items have owners: told apart by `keys`, or, where it has none, by value. */
  readonly isAtomic: boolean
  readonly keys: readonly string[]
  /** What stands for a key that an item leaves out. */
  readonly keyDefaults: JsonObject
  readonly items: () => Shape
}

export type MapShape = {
  readonly isAtomic: boolean
  /** Of a field that the schema names. */
  readonly named: (name: string) => Shape | undefined
  /** Of any other; absent where there may be none. */
  readonly others?: () => Shape
}

/** The shape of whole objects of a kind. Shapes are made when they are looked at, and kept. */
export function objectShape(schema: FieldSchema): Shape {
  const properties = {
    ...schema.properties,
    apiVersion: text,
    kind: text,
    metadata: metadataSchema,
  }
  return createShapes()({ ...schema, type: 'object', properties }, false)
}

const text: FieldSchema = { type: 'string' }

/** `keepsUnknown`: whether somebody further up has said that unknown fields are kept. */
type Shapes = (schema: FieldSchema, keepsUnknown: boolean) => Shape

function createShapes(): Shapes {
  const known = { kept: new Map<FieldSchema, Shape>(), pruned: new Map<FieldSchema, Shape>() }

  return function shapeOf(schema, keepsUnknown) {
    const keeps = keepsUnknown || schema['x-kubernetes-preserve-unknown-fields'] === true
    const shapes = keeps ? known.kept : known.pruned
    const found = shapes.get(schema) ?? madeShape(schema, keeps, shapeOf)
    shapes.set(schema, found)
    return found
  }
}

function madeShape(schema: FieldSchema, keeps: boolean, shapeOf: Shapes): Shape {
  const { type = '', format = '' } = schema
  const isOpen = !types.includes(type)
  const scalar = type === 'string' && !['', 'byte'].includes(format) ? 'any' : scalars[type]
  return {
    ...(isOpen ? { scalar: 'any' } : scalar === undefined ? {} : { scalar }),
    ...(isOpen || type === 'array' ? { list: listShape(schema, keeps, shapeOf) } : {}),
    ...(isOpen || type === 'object' ? { map: mapShape(schema, keeps, shapeOf) } : {}),
  }
}

const scalars: { readonly [type: string]: ScalarType } = {
  integer: 'numeric',
  number: 'numeric',
  boolean: 'boolean',
  string: 'string',
}
const types = [...Object.keys(scalars), 'array', 'object']

function listShape(schema: FieldSchema, keeps: boolean, shapeOf: Shapes): ListShape {
  const { items } = schema
  const { isAtomic, keys } = identityOf(schema)
  return {
    ...{ isAtomic, keys },
    keyDefaults: defaultsOf(items, keys),
    items: () => (items === undefined ? untyped : shapeOf(items, keeps)),
  }
}

/** How items are told apart. Where no type of list is given, the strategy of patches says it. */
function identityOf(schema: FieldSchema): Pick<ListShape, 'isAtomic' | 'keys'> {
  const type = schema['x-kubernetes-list-type']
  if (type === 'map') return { isAtomic: false, keys: schema['x-kubernetes-list-map-keys'] ?? [] }
  if (type !== undefined) return { isAtomic: type === 'atomic', keys: [] }
  const strategies = schema['x-kubernetes-patch-strategy']?.split(',') ?? []
  const key = schema['x-kubernetes-patch-merge-key']
  return { isAtomic: !strategies.includes('merge'), keys: key === undefined ? [] : [key] }
}

const defaultsOf = (items: FieldSchema | undefined, keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    keys.flatMap((key): readonly (readonly [string, Json])[] => {
      const property = items?.properties?.[key]
      const zero = property?.whenEmpty === 'written' ? zeros[property.type ?? ''] : undefined
      const value = (property?.default as Json | undefined) ?? zero
      return value === undefined ? [] : [[key, value]]
    }),
  )

/** What Go has where nothing was said, of fields that are never left out. */
const zeros: { readonly [type: string]: Json } = { string: '', integer: 0, boolean: false }

function mapShape(schema: FieldSchema, keeps: boolean, shapeOf: Shapes): MapShape {
  const { properties = {}, additionalProperties } = schema
  const others = additionalProperties && (() => shapeOf(additionalProperties, keeps))
  const isOpen = keeps || Object.keys(properties).length === 0
  return {
    isAtomic: schema['x-kubernetes-map-type'] === 'atomic',
    named: (name) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined
      return property && shapeOf(property, keeps)
    },
    ...(others ? { others } : isOpen ? { others: () => deduced } : {}),
  }
}

const nothingNamed = () => undefined

/** Of what no schema speaks: objects have owners by their fields, lists as a whole. */
const deduced: Shape = {
  scalar: 'any',
  list: { isAtomic: true, keys: [], keyDefaults: {}, items: () => untyped },
  map: { isAtomic: false, named: nothingNamed, others: () => deduced },
}

/** What lies in a list without a schema. */
const untyped: Shape = {
  scalar: 'any',
  list: { isAtomic: true, keys: [], keyDefaults: {}, items: () => untyped },
  map: { isAtomic: true, named: nothingNamed, others: () => untyped },
}

/** What a field of an object is; of one that may not be there, `undefined`. */
export const fieldShape = (map: MapShape, name: string): Shape | undefined =>
  map.named(name) ?? map.others?.()
