import { crd } from '../../src/api/crd.ts'
import type { CelRule, Schema } from '../../src/api/schema.ts'
import { nodesOf, type PlacedSchema } from '../../src/api/schema-walk.ts'

/** A CEL rule and the schema path that bears it: `spec.metrics[].margin`. */
export type PlacedRule = CelRule & { readonly at: string }

const root: Schema = crd.spec.versions[0].schema.openAPIV3Schema

/** Every rule of the CRD, in the order of the file. */
export const placedRules: readonly PlacedRule[] = nodesOf(root, '').flatMap(({ at, schema }) =>
  (schema['x-kubernetes-validations'] ?? []).map((rule) => ({ ...rule, at })),
)

/** Every node of the schema of `spec`. */
export const specNodes: readonly PlacedSchema[] = nodesOf(root.properties?.['spec'] ?? {}, 'spec')
