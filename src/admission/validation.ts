import { isJsonObject, type JsonObject } from '../api/json.ts'
import type { Rules } from './cel.ts'
import type { Target } from './decoding.ts'
import { duplicates } from './list-maps.ts'
import { generated, metadataProblems } from './metadata-validation.ts'
import { child, type Problem, problem, type Reason, root } from './problem.ts'
import { violations } from './schema.ts'

/** After any of these, rules are skipped: they rely on types and sizes. */
const blocking: readonly Reason[] = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]

/** All that is wrong at once (apiextensions-apiserver, registry/customresource/strategy.go). */
export function validate(
  object: JsonObject,
  target: Target,
  rules: Rules | undefined,
): readonly Problem[] {
  const named = withName(object)
  const known =
    object['kind'] === target.kind ? ofFields(named, target) : [otherKind(object, target)]
  const problems = [...known, ...duplicates(named, target.schema, root)]
  if (rules === undefined) return problems
  const isBlocked = problems.some(({ reason }) => blocking.includes(reason))
  return [...problems, ...(isBlocked ? [unchecked] : rules(named))]
}

const ofFields = (object: JsonObject, { schema }: Target) => [
  ...metadataProblems(metadataOf(object)),
  ...violations(object, schema, root),
]

const unchecked = problem(root, 'FieldValueInvalid', {
  value: null,
  detail:
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
})

function otherKind({ kind = '' }: JsonObject, target: Target): Problem {
  const detail = `must be ${target.kind}`
  return problem(child(root, 'kind'), 'FieldValueInvalid', { value: kind, detail })
}

const metadataOf = ({ metadata = null }: JsonObject): JsonObject =>
  isJsonObject(metadata) ? metadata : {}

/** Names are made up before anything is checked. */
function withName(object: JsonObject): JsonObject {
  const metadata = metadataOf(object)
  const { name, generateName } = metadata
  if (name !== undefined || typeof generateName !== 'string') return { ...object, metadata }
  return { ...object, metadata: { ...metadata, name: generated(generateName) } }
}
