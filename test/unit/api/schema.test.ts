import { expect, expectTypeOf, it } from 'vitest'
import { crd } from '../../../src/api/crd.ts'
import { type FromSchema, namedList, type Schema } from '../../../src/api/schema.ts'
import { nodesOf, type PlacedSchema } from '../../../src/api/schema-walk.ts'

const { spec, status } = crd.spec.versions[0].schema.openAPIV3Schema.properties

it('turns a schema into the type of a checked and defaulted value', () => {
  const people = namedList(3, {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      age: { type: 'integer', default: 18 },
      diet: { type: 'string', enum: ['Fish', 'Leaf'] },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      size: { 'x-kubernetes-int-or-string': true },
      any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  })
  expectTypeOf<FromSchema<typeof people>[number]>().branded.toEqualTypeOf<{
    readonly name: string
    readonly age: number
    readonly diet?: 'Fish' | 'Leaf'
    readonly labels?: { readonly [name: string]: string }
    readonly size?: string | number
    readonly any?: { readonly [name: string]: unknown }
  }>()
})

it('takes a named list only of things that must have a name', () => {
  // @ts-expect-error the name is optional
  namedList(3, { type: 'object', required: [], properties: { name: { type: 'string' } } })
})

it('bounds every text, list and map of the spec, since the CEL budget refuses the unbounded', () => {
  expect(
    nodesOf(spec, 'spec')
      .filter(isUnbounded)
      .map(({ at }) => at),
  ).toEqual([])
})

it.each<Schema>([
  { type: 'array', items: { type: 'integer' } },
  { type: 'string' },
  { type: 'object', additionalProperties: { type: 'integer' } },
])('sees what is unbounded (negative control %#)', (schema) => {
  expect(
    nodesOf(schema, 'x')
      .filter(isUnbounded)
      .map(({ at }) => at),
  ).toEqual(['x'])
})

it('has no default inside a list, where it would fight with GitOps', () => {
  const inLists = nodesOf(spec, 'spec').filter(({ at }) => at.includes('[]'))
  expect(inLists.filter(({ schema }) => 'default' in schema)).toEqual([])
  expect(inLists.length).toBeGreaterThan(30)
})

it('describes every field that a user can act on', () => {
  const undescribed = nodesOf(spec, 'spec').filter(
    ({ at, schema }) => schema.description === undefined && !/\[\]$|\{\}$/.test(at),
  )
  expect(undescribed.map(({ at }) => at)).toEqual([])
})

it('writes nothing into status by default: only what was seen is said', () => {
  expect(nodesOf(status, 'status').filter(({ schema }) => 'default' in schema)).toEqual([])
})

function isUnbounded({ schema }: PlacedSchema): boolean {
  const { type, maxItems, maxLength, maxProperties, additionalProperties } = schema
  if (type === 'array') return maxItems === undefined
  if (type === 'string') return schema.enum === undefined && maxLength === undefined
  return additionalProperties !== undefined && maxProperties === undefined
}
