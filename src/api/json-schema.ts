import type { Schema } from './schema.ts'

/**
 * The same schema as plain JSON Schema, for those who don't speak CRD: editors, and checks of HTTP
 * bodies. What only an API server understands (CEL, list maps) is left out, so it accepts more. It knows
 * all fields, as `kubectl` does: an unknown one is refused.
 */
export function jsonSchemaOf(schema: Schema): object {
  const { properties, items, additionalProperties, ...own } = schema
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true
  return {
    ...(schema['x-kubernetes-int-or-string'] ? { type: ['integer', 'string'] } : {}),
    ...Object.fromEntries(Object.entries(own).filter(([key]) => !key.startsWith('x-kubernetes'))),
    ...(items ? { items: jsonSchemaOf(items) } : {}),
    ...(properties ? { properties: mapped(properties), additionalProperties: isOpen } : {}),
    ...(additionalProperties ? { additionalProperties: jsonSchemaOf(additionalProperties) } : {}),
  }
}

function mapped(properties: { readonly [name: string]: Schema }) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, jsonSchemaOf(schema)]),
  )
}
