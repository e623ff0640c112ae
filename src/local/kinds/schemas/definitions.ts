import type { FieldSchema } from '../field-schema.ts'
import builtIns from './built-ins.json' with { type: 'json' }
import { goTypeOf } from './go-names.ts'

/** Of built-in kinds, by their names: `core.v1.Container`. Made by `node generate/built-ins/main.ts`. */
export const definitions = builtIns as unknown as Definitions

export type Definitions = { readonly [name: string]: Definition }

export type Definition = {
  readonly required?: readonly string[]
  readonly properties: { readonly [name: string]: Property }
  readonly 'x-kubernetes-map-type'?: 'atomic'
}

/** A field schema whose parts may be references to definitions, or to one of `notations`. */
export type Property = Omit<FieldSchema, 'items' | 'properties' | 'additionalProperties'> & {
  readonly $ref?: string
  readonly items?: Property
  readonly additionalProperties?: Property
}

/** Lists of which none means something else than an empty one: who set what, and ways to scale. */
const meaning: { readonly [field: string]: FieldSchema } = {
  managedFields: { whenEmpty: 'kept' },
  policies: { whenEmpty: 'kept' },
}

/** What is written in a way of its own, and read by `decoding/scalars.ts`. */
const notations: { readonly [name: string]: FieldSchema } = {
  Quantity: { format: 'quantity', 'x-kubernetes-int-or-string': true },
  IntOrString: { 'x-kubernetes-int-or-string': true },
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'micro-time' },
  FieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
}

/** The schema of a definition, with schemas in the place of references. Parts are shared. */
export function createLinker(): (name: string) => FieldSchema {
  const linked = new Map<string, FieldSchema>()

  function link(name: string): FieldSchema {
    const known = linked.get(name) ?? notations[name] ?? linkedNow(name)
    linked.set(name, known)
    return known
  }

  function linkedNow(name: string): FieldSchema {
    const definition = definitions[name]
    if (definition === undefined) throw new Error(`no definition is called ${name}`)
    const properties = Object.entries(definition.properties).map(
      ([field, property]) => [field, { ...resolved(property), ...meaning[field] }] as const,
    )
    return {
      ...definition,
      ...{ type: 'object', goType: goTypeOf({ $ref: name }) },
      properties: Object.fromEntries(properties),
    }
  }

  function resolved({ $ref, items, additionalProperties, ...own }: Property): FieldSchema {
    return {
      ...($ref === undefined ? {} : link($ref)),
      ...own,
      ...(items === undefined ? {} : { items: itemsOf(resolved(items), own) }),
      ...(additionalProperties === undefined
        ? {}
        : { additionalProperties: resolved(additionalProperties) }),
    }
  }

  return link
}

/** The items of a list: what they are called, and what a key is that one of them does not say. */
function itemsOf(items: FieldSchema, list: FieldSchema): FieldSchema {
  const { goType = '', 'x-kubernetes-list-map-keys': keys = [] } = list
  const properties = Object.entries(items.properties ?? {}).map(
    ([name, field]) => [name, keys.includes(name) ? asKey(field) : field] as const,
  )
  return {
    ...items,
    ...(goType.startsWith('[]') ? { goType: goType.slice(2) } : {}),
    ...(keys.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
  }
}

const zeros: { readonly [type: string]: unknown } = { string: '', integer: 0, boolean: false }

function asKey(field: FieldSchema): FieldSchema {
  const isAlwaysThere = field.whenEmpty === 'written' && field.default === undefined
  return isAlwaysThere ? { ...field, default: zeros[field.type ?? ''] } : field
}
