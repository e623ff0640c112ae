import type { JsonObject } from '../../api/json.ts'
import type { FieldSchema } from '../kinds/field-schema.ts'
import { type FieldSet, setOf } from './field-set.ts'
import { objectShape, type Shape } from './shape.ts'
import { fieldStep } from './steps.ts'

/** Part of a kind, in one version, of which account is kept: its objects, or a subresource of them. */
export type SubjectOf = {
  readonly apiVersion: string
  readonly kind: string
  readonly schema: FieldSchema
  /**
   * What the server's own JSON has of such an object before anybody has said anything: `{}` for kinds of a
   * CRD, for built-in ones the structs that are never absent, such as `spec` and `status`.
   */
  readonly blank: JsonObject
  /** Absent for the objects themselves. */
  readonly subresource?: string
  /** What this part cannot write, and nobody comes to own by it: paths of fields, as `['status']`. */
  readonly ignored: readonly (readonly string[])[]
}

export type Subject = Omit<SubjectOf, 'schema' | 'ignored' | 'subresource'> & {
  readonly shape: Shape
  readonly subresource: string
  readonly ignored: FieldSet
}

export const subjectOf = ({
  schema,
  ignored,
  subresource = '',
  ...subject
}: SubjectOf): Subject => ({
  ...subject,
  subresource,
  shape: objectShape(schema),
  ignored: setOf(...ignored.map((path) => path.map(fieldStep))),
})

/** What identifies an object, or is the server's own, has no owner. */
export const ownerless: FieldSet = setOf(
  ...[['apiVersion'], ['kind'], ['metadata']].map((path) => path.map(fieldStep)),
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName', 'generation']
    .concat('managedFields', 'resourceVersion')
    .map((name) => [fieldStep('metadata'), fieldStep(name)]),
)
