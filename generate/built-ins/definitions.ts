import type {
  Definition,
  Definitions,
  Property,
} from '../../src/local/kinds/schemas/definitions.ts'
import { goTypeOf } from '../../src/local/kinds/schemas/go-names.ts'
import type { GoField, GoStructs } from './go-types.ts'

/** What an API server says under `components.schemas`, as far as it is looked at. */
export type OpenApi = { readonly [name: string]: OpenApiSchema }

type OpenApiSchema = {
  readonly [key: string]: unknown
  readonly type?: string
  readonly default?: unknown
  readonly properties?: { readonly [name: string]: OpenApiSchema }
  readonly items?: OpenApiSchema
  readonly additionalProperties?: OpenApiSchema
  readonly allOf?: readonly OpenApiSchema[]
  readonly $ref?: string
}

/** The definitions that these need, without prose, beside what only Go's types say. */
export function definitionsOf(
  roots: readonly string[],
  openApi: OpenApi,
  structs: GoStructs,
): Definitions {
  const found = new Map<string, Definition>()
  const pending = [...roots]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name) || scalars.has(name)) continue
    const schema = openApi[fullName(name)]
    if (schema === undefined) throw new Error(`the server defines no ${name}`)
    found.set(name, definitionOf(schema, structs[name] ?? {}))
    pending.push(...refsIn(schema))
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What is read by a rule of its own, not field by field. */
const scalars: ReadonlySet<string> = new Set([
  ...['Quantity', 'IntOrString', 'Time', 'MicroTime', 'FieldsV1'],
])

const prefixes = [
  ['io.k8s.api.', ''],
  ['io.k8s.apimachinery.pkg.apis.', ''],
] as const

function shortName(ref: string): string {
  const name = ref.replace('#/components/schemas/', '')
  const last = name.split('.').at(-1) ?? ''
  if (scalars.has(last)) return last
  return prefixes.reduce((text, [prefix, short]) => text.replace(prefix, short), name)
}

const fullName = (name: string) =>
  name.startsWith('meta.') ? `io.k8s.apimachinery.pkg.apis.${name}` : `io.k8s.api.${name}`

function refsIn(schema: OpenApiSchema): readonly string[] {
  const { $ref, allOf = [], items, additionalProperties, properties = {} } = schema
  const inner = [...allOf, items, additionalProperties, ...Object.values(properties)]
  const refs = inner.flatMap((below) => (below === undefined ? [] : refsIn(below)))
  return $ref === undefined ? refs : [shortName($ref), ...refs]
}

function definitionOf(schema: OpenApiSchema, fields: { readonly [name: string]: GoField }) {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, propertyOf(property, fields[name])] as const,
  )
  return { ...kept(schema), properties: Object.fromEntries(properties) } as Definition
}

/** Of the keys of a schema, those that somebody here reads. */
const readKeys: ReadonlySet<string> = new Set([
  ...['required', 'format', 'enum', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
  ...['x-kubernetes-map-type', 'x-kubernetes-patch-strategy', 'x-kubernetes-patch-merge-key'],
])

const kept = (schema: OpenApiSchema) =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => readKeys.has(key)))

function propertyOf(schema: OpenApiSchema, field: GoField | undefined): Property {
  const shape = shapeOf(schema)
  return {
    ...shape,
    ...kept(schema),
    ...(isZero(schema.default) ? {} : { default: schema.default }),
    ...(field === undefined ? {} : ofGo(field, shape)),
  } as Property
}

function shapeOf(schema: OpenApiSchema): Property {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  const { type, items, additionalProperties } = schema
  return {
    ...(ref === undefined ? (type === undefined ? {} : { type }) : { $ref: shortName(ref) }),
    ...(schema['format'] === undefined ? {} : { format: schema['format'] }),
    ...(items === undefined ? {} : { items: shapeOf(items) }),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: shapeOf(additionalProperties) }),
  } as Property
}

/** The server's own way to say what a field is that was not sent: no default of ours. */
const isZero = (value: unknown) =>
  value === undefined || ['""', '0', 'false', '{}'].includes(JSON.stringify(value))

function ofGo({ type, isPointer, omits, embedded }: GoField, shape: Property) {
  const isOmitted = omits === 'zero' || (omits === 'empty' && !isStruct(shape))
  const ofPointer = omits === 'nothing' ? 'null' : 'kept'
  const whenEmpty = isPointer ? ofPointer : isOmitted ? undefined : 'written'
  return {
    ...(type === derivedType(shape) ? {} : { goType: type }),
    ...(whenEmpty === undefined ? {} : { whenEmpty }),
    ...(embedded === undefined ? {} : { embedded }),
  }
}

/** To Go no struct is empty, be it a time or a quantity: it is written, `omitempty` or not. */
const isStruct = ({ $ref }: Property) => $ref !== undefined

function derivedType(shape: Property): string {
  if (shape.items) return `[]${derivedType(shape.items)}`
  if (shape.additionalProperties) return `map[string]${derivedType(shape.additionalProperties)}`
  return goTypeOf(shape)
}
