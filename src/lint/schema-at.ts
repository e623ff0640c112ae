import { crd } from '../api/crd.ts'
import type { JsonPath } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { schemaOf } from '../api/schema-walk.ts'

const root: Schema = crd.spec.versions[0].schema.openAPIV3Schema

/** The schema of the value at a path, as far as there is one. */
export function schemaAt(path: JsonPath): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, step) => (typeof step === 'number' ? schema?.items : schemaOf(schema, step)),
    root,
  )
}
