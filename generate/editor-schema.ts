import { crd } from '../src/api/crd.ts'
import { jsonSchemaOf } from '../src/api/json-schema.ts'
import { apiVersion, kind } from '../src/api/names.ts'

/** For editors: completion and first checks while somebody writes a manifest. */
export function editorSchema(): string {
  const { spec } = crd.spec.versions[0].schema.openAPIV3Schema.properties
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: kind,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: { type: 'object' },
      spec: jsonSchemaOf(spec),
      status: { type: 'object' },
    },
    additionalProperties: false,
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}
