import { expect, it } from 'vitest'
import { definitions, type Property } from '../../../../src/local/kinds/schemas/definitions.ts'
import { type MessageField, messages } from '../../../../src/local/protobuf/messages.ts'

type Fields = { readonly [name: string]: readonly string[] }

it.each(
  Object.keys(definitions),
)('%s has in protobuf the fields that it has in OpenAPI', (name) => {
  expect(inMessage(name)).toEqual(inSchema(name))
})

it('has no message beyond those, but what a type is written as, and the envelope', () => {
  const inlined = new Set(Object.values(messages).flatMap((message) => inlinedIn(message)))
  const others = Object.keys(messages).filter(
    (name) => definitions[name] === undefined && !inlined.has(name),
  )
  expect(others).toEqual([
    ...['FieldsV1', 'IntOrString', 'MicroTime', 'Quantity', 'Time'],
    ...['runtime.TypeMeta', 'runtime.Unknown'],
  ])
})

it('leads to no message that it lacks, nor from any message back to itself', () => {
  const walk = (name: string, above: readonly string[]): readonly string[] => {
    if (above.includes(name)) throw new Error([...above, name].join(' > '))
    const inner = Object.values(messages[name] ?? {}).map(([, type]) => type)
    const next = inner.filter((type) => !scalars.has(type))
    return [name, ...next.flatMap((type) => walk(type, [...above, name]))]
  }
  const roots = Object.keys(messages).filter((name) => /\.(Pod|Deployment|Event)$/.test(name))
  const reached = new Set(roots.flatMap((name) => walk(name, [])))
  expect([...reached].filter((name) => messages[name] === undefined)).toEqual([])
  expect(reached.size).toBeGreaterThan(100)
})

it('keeps in maps only what is empty as an empty text, or has a form of its own', () => {
  const inMaps = Object.values(messages)
    .flatMap((message) => Object.values(message))
    .filter(([, , how]) => how === 'map')
  expect([...new Set(inMaps.map(([, type]) => type))].toSorted()).toEqual([
    ...['Quantity', 'Time', 'bytes', 'string'],
  ])
})

const scalars: ReadonlySet<string> = new Set(['string', 'bytes', 'bool', 'int32', 'int64'])

const inlinedIn = (message: { readonly [number: string]: MessageField }) =>
  Object.values(message).flatMap(([name, type]) => (name === '' ? [type] : []))

function inMessage(message: string): Fields {
  const fields = Object.values(messages[message] ?? {})
  return Object.fromEntries(
    fields.flatMap(([name, ...rest]): (readonly [string, readonly string[]])[] =>
      name === '' ? Object.entries(inMessage(rest[0])) : [[name, rest.map(String)]],
    ),
  )
}

/** The type of an object is no field of its message: the envelope says it. */
function inSchema(name: string): Fields {
  const { properties = {} } = definitions[name] ?? {}
  const isObject = properties['kind'] !== undefined && properties['apiVersion'] !== undefined
  const isType = (field: string) => isObject && isRoot(name) && /^(kind|apiVersion)$/.test(field)
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([field]) => !isType(field))
      .map(([field, property]) => [field, written(property)]),
  )
}

const isRoot = (name: string) =>
  definitions[name]?.properties['metadata'] !== undefined || name === 'meta.v1.DeleteOptions'

function written(property: Property): readonly string[] {
  const { items, additionalProperties, whenEmpty } = property
  if (items) return [typeOf(items), 'list']
  if (additionalProperties) return [typeOf(additionalProperties), 'map']
  // A pointer that is nil is left out, or written as null.
  const isPointer = whenEmpty === 'kept' || whenEmpty === 'null'
  return isPointer ? [typeOf(property), 'pointer'] : [typeOf(property)]
}

function typeOf({ $ref, type = '', format }: Property): string {
  if ($ref !== undefined) return $ref
  if (format === 'byte') return 'bytes'
  return format ?? (type === 'boolean' ? 'bool' : type)
}
