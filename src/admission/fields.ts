import type { Schema } from '../api/schema.ts'

/** The property of that name and no inherited one: a field may be called `constructor`. */
export function propertyOf(schema: Schema | undefined, name: string): Schema | undefined {
  const properties = schema?.properties
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** The schema of a field, be it a property or an entry of a map. */
export function schemaOf(schema: Schema | undefined, name: string): Schema | undefined {
  return propertyOf(schema, name) ?? schema?.additionalProperties
}
