import type { Json, JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { goKindOf } from './kinds.ts'
import { decodeMetadata } from './metadata-decoding.ts'
import { dropNulls, fillDefaults } from './nulls-and-defaults.ts'
import { child, type Problem, root, undecodable } from './problem.ts'
import { prune } from './pruning.ts'

/** The kind that is served, and its schema. */
export type Target = {
  readonly apiVersion: string
  readonly group: string
  readonly kind: string
  readonly schema: Schema
}

/** What to do about fields that the schema does not know: refuse them, or go on without them. */
export type FieldValidation = 'Strict' | 'Ignore'

type Decoded = { readonly object: JsonObject } | { readonly problems: readonly Problem[] }

/**
 * From what was sent to what is validated (apiextensions-apiserver, customresource_handler.go): type
 * and metadata are read, unknown fields and nulls go, defaults come. Each step may end it with a 400.
 */
export function decode(
  sent: JsonObject,
  fieldValidation: FieldValidation,
  target: Target,
): Decoded {
  const meta = 'metadata' in sent ? decodeMetadata(sent['metadata'] ?? null) : noMetadata
  const [misfit] = [...kindProblems(sent), ...meta.misfits]
  if (misfit) return { problems: [misfit] }
  const schema = schemaFor(sent, target)
  const pruned = schema ? prune(sent, schema) : { object: sent, unknown: [] }
  const unknown = [...meta.unknown, ...pruned.unknown]
  if (fieldValidation === 'Strict' && unknown.length > 0) return { problems: unknown }
  if (sent['apiVersion'] !== target.apiVersion) return { problems: [otherVersion(sent, target)] }
  const filled = fillDefaults(dropNulls(pruned.object, schema), schema) as JsonObject
  return { object: { ...filled, ...('metadata' in sent ? { metadata: meta.metadata } : {}) } }
}

const noMetadata = { misfits: [], unknown: [], metadata: {} }

/** Another kind is left as it is; of another version of this kind nothing is known. */
function schemaFor({ kind, apiVersion }: JsonObject, target: Target): Schema | undefined {
  const isOurs = kind === target.kind && String(apiVersion ?? '').startsWith(`${target.group}/`)
  if (!isOurs) return undefined
  return apiVersion === target.apiVersion ? target.schema : {}
}

/** Of these, as of misfits in metadata, the server says only the first. */
function kindProblems({ apiVersion = null, kind = null }: JsonObject): readonly Problem[] {
  const notTexts = [...notText('apiVersion', apiVersion), ...notText('kind', kind)]
  if (notTexts.length > 0) return notTexts
  if (!kind) return [undecodable(child(root, 'kind'), "Object 'Kind' is missing")]
  const hasTwoSlashes = String(apiVersion ?? '').split('/').length > 2
  const message = `unexpected GroupVersion string: ${apiVersion}`
  return hasTwoSlashes ? [undecodable(child(root, 'apiVersion'), message)] : []
}

function notText(name: string, value: Json): readonly Problem[] {
  if (value === null || typeof value === 'string') return []
  const message = `json: cannot unmarshal ${goKindOf(value)} into Go struct field .${name} of type string`
  return [undecodable(child(root, name), `couldn't get version/kind; json parse error: ${message}`)]
}

function otherVersion({ apiVersion }: JsonObject, target: Target): Problem {
  const message = `the API version in the data (${apiVersion ?? ''}) does not match the expected API version (${target.apiVersion})`
  return undecodable(child(root, 'apiVersion'), message)
}
