import type { Json, JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../field-schema.ts'
import type { Kind } from '../kind.ts'
import { type Definition, definitions, type Property } from '../schemas/definitions.ts'

/** The schemas that the kinds of one group and version need, by name. */
export function componentsOf(kinds: readonly Kind[]): JsonObject {
  const roots = kinds.map((kind) => ({ kind, name: definitionOf(kind) }))
  const builtIn = roots.flatMap(({ name }) => name ?? [])
  const scale = kinds.some(({ subresources }) => subresources.includes('scale'))
  const needed = closure([
    ...builtIn,
    ...['meta.v1.DeleteOptions', 'meta.v1.ObjectMeta'],
    ...(scale ? ['autoscaling.v1.Scale'] : []),
  ])
  const schemas = needed.map((name) => [fullName(name), schemaOf(name, kinds)] as const)
  const own = roots.flatMap(({ kind, name }) =>
    name === undefined ? [[customName(kind), customSchema(kind)] as const] : [],
  )
  return { ...Object.fromEntries(schemas), ...notations, ...Object.fromEntries(own) }
}

/** A reference to the schema of a kind. */
export function componentOf(kind: Kind): JsonObject {
  const definition = definitionOf(kind)
  if (definition !== undefined) return referenceTo(definition)
  return { $ref: `#/components/schemas/${customName(kind)}` }
}

export const referenceTo = (name: string): JsonObject => ({
  $ref: `#/components/schemas/${fullName(name)}`,
})

const packages: { readonly [group: string]: string } = {
  '': 'core',
  'coordination.k8s.io': 'coordination',
  'discovery.k8s.io': 'discovery',
  'events.k8s.io': 'events',
  'networking.k8s.io': 'networking',
}

/** The name of a built-in kind among the definitions. */
function definitionOf({ group, version, kind }: Kind): string | undefined {
  const name = `${packages[group] ?? group}.${version}.${kind}`
  return definitions[name] === undefined ? undefined : name
}

const notationNames: { readonly [name: string]: string } = {
  Quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  IntOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  Time: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
  MicroTime: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
  FieldsV1: 'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1',
}

const notations: JsonObject = {
  [String(notationNames['Quantity'])]: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  [String(notationNames['IntOrString'])]: {
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [String(notationNames['Time'])]: { type: 'string', format: 'date-time' },
  [String(notationNames['MicroTime'])]: { type: 'string', format: 'date-time' },
  [String(notationNames['FieldsV1'])]: { type: 'object' },
}

function fullName(name: string): string {
  const notation = notationNames[name]
  if (notation !== undefined) return notation
  return name.startsWith('meta.') ? `io.k8s.apimachinery.pkg.apis.${name}` : `io.k8s.api.${name}`
}

/** These and all that they refer to. */
function closure(roots: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const pending = [...roots]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const definition = definitions[name]
    if (definition === undefined || found.has(name)) continue
    found.add(name)
    pending.push(...Object.values(definition.properties).flatMap(refsIn))
  }
  return [...found].sort()
}

function refsIn({ $ref, items, additionalProperties }: Property): readonly string[] {
  const inner = [items, additionalProperties].flatMap((below) => (below ? refsIn(below) : []))
  return $ref === undefined ? inner : [$ref, ...inner]
}

function schemaOf(name: string, kinds: readonly Kind[]): JsonObject {
  const definition = definitions[name] as Definition
  const properties = Object.entries(definition.properties).map(
    ([field, property]) => [field, propertyOf(property)] as const,
  )
  const kind = kinds.find((known) => definitionOf(known) === name)
  const isScale = name === 'autoscaling.v1.Scale'
  const type = isScale
    ? { group: 'autoscaling', version: 'v1', kind: 'Scale' }
    : kind && typeOf(kind)
  return {
    ...(definition as JsonObject),
    ...{ type: 'object', properties: Object.fromEntries(properties) },
    ...(type && { description: elsewhere }),
    ...(type && { 'x-kubernetes-group-version-kind': [type] }),
  }
}

/** We take no prose from Kubernetes. */
const elsewhere =
  'A kind of Kubernetes, with the fields that it has in version 1.36. What they mean is said in the documentation of Kubernetes.'

const typeOf = ({ group, version, kind }: Kind) => ({ group, version, kind })

function propertyOf(property: Property): JsonObject {
  const { $ref, items, additionalProperties, goType: _, ...rest } = property
  const { whenEmpty: __, embedded: ___, ...own } = rest
  const isPlain = Object.keys(own).length === 0
  const reference = $ref === undefined ? {} : referenceTo($ref)
  return {
    ...(own as JsonObject),
    ...($ref === undefined || isPlain ? reference : { allOf: [reference] }),
    ...(items && { items: propertyOf(items) }),
    ...(additionalProperties && { additionalProperties: propertyOf(additionalProperties) }),
  }
}

/** `dev.contender.v1alpha1.ModelExperiment` */
const customName = ({ group, version, kind }: Kind) =>
  [...group.split('.').reverse(), version, kind].join('.')

/** The schema of a CRD with its descriptions, and the metadata that all objects have. */
function customSchema(kind: Kind): JsonObject {
  const { properties = {}, ...rest } = kind.schema
  return {
    ...plain(rest),
    properties: {
      ...Object.fromEntries(
        Object.entries(properties).map(([name, schema]) => [name, plain(schema)]),
      ),
      metadata: {
        ...(properties['metadata']?.description && {
          description: properties['metadata'].description,
        }),
        allOf: [referenceTo('meta.v1.ObjectMeta')],
      },
    },
    'x-kubernetes-group-version-kind': [typeOf(kind)],
  }
}

const plain = (schema: FieldSchema): JsonObject => schema as unknown as { [name: string]: Json }
