import type { JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { compileRules } from './cel.ts'
import { decode, type FieldValidation } from './decoding.ts'
import type { Problem } from './problem.ts'
import { requirePatterns } from './schema.ts'
import { validate } from './validation.ts'

/** What admission needs of a CustomResourceDefinition; of its versions it takes the first. */
export type Crd = {
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly {
      readonly name: string
      readonly schema: { readonly openAPIV3Schema: Schema }
      readonly subresources?: { readonly status?: object }
    }[]
  }
}

type Verdict =
  | { readonly accepted: JsonObject }
  | { readonly phase: 'decoding' | 'validation'; readonly problems: readonly Problem[] }

export type Admission = {
  readonly admit: (object: JsonObject, fieldValidation: FieldValidation) => Verdict
}

/**
 * Accepts or refuses an object as a kube-apiserver of 1.36 with this CRD does on `create`. An accepted
 * object is pruned and has its defaults; what a server adds to metadata (uid, generation, a generated
 * name) is left to the server. Throws where the CRD has a rule or a pattern that does not compile.
 */
export function createAdmission(crd: Crd): Admission {
  const [version] = crd.spec.versions
  if (version === undefined) throw new Error('a CRD without a version')
  const { group, names } = crd.spec
  const schema = version.schema.openAPIV3Schema
  const target = { apiVersion: `${group}/${version.name}`, kind: names.kind, group, schema }
  requirePatterns(schema)
  const rules = compileRules(schema)
  return {
    admit(object, fieldValidation) {
      const decoded = decode(object, fieldValidation, target)
      if ('problems' in decoded) return { phase: 'decoding', problems: decoded.problems }
      const accepted = version.subresources?.status ? withoutStatus(decoded.object) : decoded.object
      const problems = validate(accepted, target, rules)
      return problems.length > 0 ? { phase: 'validation', problems } : { accepted }
    },
  }
}

/** Whoever creates an object cannot say how it is. */
function withoutStatus({ status: _, ...object }: JsonObject): JsonObject {
  return object
}
