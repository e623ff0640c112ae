import type { FieldSchema } from '../../kinds/field-schema.ts'
import { failure } from '../refusal.ts'
import { stop } from './stop.ts'

/** How a field is merged, and the schema of what is in it. */
export type Lookup = {
  readonly schema: FieldSchema
  readonly strategy: 'merge' | 'replace' | ''
  readonly mergeKey: string
}

/** Of a field that is an object. */
export function lookUp(schema: FieldSchema, name: string): Lookup {
  const { properties = {} } = schema
  const found = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (found === undefined) return stop(failure(unknown(schema, name)))
  const strategies = found['x-kubernetes-patch-strategy']?.split(',') ?? []
  const [strategy = ''] = strategies.filter((said) => said === 'merge' || said === 'replace')
  return { schema: found, strategy, mergeKey: found['x-kubernetes-patch-merge-key'] ?? '' }
}

/** Of a field that is a list: the schema is that of its items. */
export function lookUpList(schema: FieldSchema, name: string): Lookup {
  const found = lookUp(schema, name)
  const { items } = found.schema
  if (items === undefined) stop(failure('expected slice or array type, but got: struct'))
  return { ...found, schema: items ?? {} }
}

function unknown({ properties, goType }: FieldSchema, name: string): string {
  if (properties === undefined) {
    return 'merging an object in json but data type is not struct, instead is: map'
  }
  const struct = goType?.split('.').at(-1) || 'ObjectMeta'
  return `unable to find api field in struct ${struct} for the json field ${JSON.stringify(name)}`
}
