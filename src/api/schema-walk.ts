import type { Schema } from './schema.ts'

/** A schema and where it stands: fields `a.b`, items `a[]`, entries of a map `a{}`. */
export type PlacedSchema = { readonly at: string; readonly schema: Schema }

/** A schema and all below it, in the order of the file. */
export function nodesOf(schema: Schema, at: string): readonly PlacedSchema[] {
  const { properties = {}, items, additionalProperties } = schema
  return [
    { at, schema },
    ...Object.entries(properties).flatMap(([name, child]) =>
      nodesOf(child, at === '' ? name : `${at}.${name}`),
    ),
    ...(items ? nodesOf(items, `${at}[]`) : []),
    ...(additionalProperties ? nodesOf(additionalProperties, `${at}{}`) : []),
  ]
}

/** The property of that name and no inherited one: a field may be called `constructor`. */
export function propertyOf(schema: Schema | undefined, name: string): Schema | undefined {
  const properties = schema?.properties
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** The schema of a field, be it a property or an entry of a map. */
export function schemaOf(schema: Schema | undefined, name: string): Schema | undefined {
  return propertyOf(schema, name) ?? schema?.additionalProperties
}
