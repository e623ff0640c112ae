import { child, root, undecodable } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import type { FieldSchema } from '../field-schema.ts'
import type { Decode } from '../kind.ts'
import { withEmpties } from './empties.ts'
import { refusal, unrecognized } from './refusals.ts'
import { typed } from './typed.ts'

type Target = {
  readonly apiVersion: string
  readonly kind: string
  readonly schema: FieldSchema
  readonly defaults: (object: JsonObject) => JsonObject
  /** How Go calls what the server works on: `apps.Deployment`. */
  readonly goName: string
  /** Says whether there is another kind of that name. */
  readonly isKnown: (apiVersion: string, kind: string) => boolean
}

/**
 * As the server decodes a built-in kind: an absent `kind` or `apiVersion` is what the address says, another
 * is refused; a value of the wrong type is a 400, and only after that an unknown field may be one.
 */
export function createDecode(target: Target): Decode {
  const { kind, schema, defaults } = target
  return (sent, fieldValidation) => {
    const said = withType(sent, target)
    const other = otherType(said, sent, target)
    if (other) return other
    const { object, misfit, unknown } = typed(said, schema, kind)
    if (misfit) return refusal(said, kind, [misfit])
    if (fieldValidation === 'Strict' && unknown.length > 0) return refusal(said, kind, unknown)
    const dropped = fieldValidation === 'Warn' ? unknown : []
    return { object: withEmpties(defaults(object), schema), unknown: dropped }
  }
}

type Typed = Pick<Target, 'apiVersion' | 'kind'>

const withType = (sent: JsonObject, { apiVersion, kind }: Typed): JsonObject => ({
  ...sent,
  apiVersion: sent['apiVersion'] || apiVersion,
  kind: sent['kind'] || kind,
})

function otherType(said: JsonObject, sent: JsonObject, expected: Target) {
  const { apiVersion, kind } = said
  const malformed = unrecognized(sent, expected.kind)
  if (malformed) return malformed
  if (apiVersion === expected.apiVersion && kind === expected.kind) return undefined
  const isKnown = expected.isKnown(String(apiVersion), String(kind))
  const message = isKnown
    ? `converting (${String(apiVersion).split('/').at(-1)}.${kind}) to (${expected.goName}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`
  return refusal(said, String(expected.kind), [undecodable(child(root, 'kind'), message)])
}
