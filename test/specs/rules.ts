import { crd } from '../../src/api/crd.ts'
import type { CelRule, Schema } from '../../src/api/schema.ts'

/** A CEL rule and the schema path that bears it: `spec.metrics[].margin`. */
export type PlacedRule = CelRule & { readonly at: string }

const root: Schema = crd.spec.versions[0].schema.openAPIV3Schema

/** Every rule of the CRD, in the order of the file. */
export const placedRules: readonly PlacedRule[] = rulesOf(root, '')

function rulesOf(schema: Schema, at: string): readonly PlacedRule[] {
  const own = schema['x-kubernetes-validations'] ?? []
  return [
    ...own.map((rule) => ({ ...rule, at })),
    ...childrenOf(schema, at).flatMap(({ child, path }) => rulesOf(child, path)),
  ]
}

/** The schemas right below, with their paths: `a.b`, `a[]`, `a{}`. */
export function childrenOf(schema: Schema, at: string) {
  const { properties = {}, items, additionalProperties } = schema
  return [
    ...Object.entries(properties).map(([name, child]) => ({
      child,
      path: at === '' ? name : `${at}.${name}`,
    })),
    ...(items ? [{ child: items, path: `${at}[]` }] : []),
    ...(additionalProperties ? [{ child: additionalProperties, path: `${at}{}` }] : []),
  ]
}

/** Every node of the schema of `spec`. */
export function specNodes(): readonly { readonly at: string; readonly schema: Schema }[] {
  const walk = (schema: Schema, at: string): { at: string; schema: Schema }[] => [
    { at, schema },
    ...childrenOf(schema, at).flatMap(({ child, path }) => walk(child, path)),
  ]
  return walk(root.properties?.['spec'] ?? {}, 'spec')
}
