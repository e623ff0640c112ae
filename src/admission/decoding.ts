import type { Json, JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { goKindOf } from './kinds.ts'
import { readMetadata } from './metadata.ts'
import { dropNulls, fillDefaults } from './nulls-and-defaults.ts'
import { child, type Problem, root, undecodable } from './problem.ts'
import { prune } from './strict.ts'

/** The kind that is served, and its schema. */
export type Target = {
  readonly apiVersion: string
  readonly group: string
  readonly kind: string
  readonly schema: Schema
}

/** What to do about fields that the schema does not know: refuse them, or go on without them. */
export type FieldValidation = 'Strict' | 'Ignore'

type Read = { readonly object: JsonObject } | { readonly problems: readonly Problem[] }

/**
 * From what was sent to what is validated (apiextensions-apiserver, customresource_handler.go): type
 * and metadata are read, unknown fields and nulls go, defaults come. Each step may end it with a 400.
 */
export function decode(sent: JsonObject, fieldValidation: FieldValidation, target: Target): Read {
  const meta = 'metadata' in sent ? readMetadata(sent['metadata'] ?? null) : noMetadata
  const misfits = [...typeProblems(sent), ...meta.misfits]
  if (misfits.length > 0) return { problems: misfits.slice(0, 1) }
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

function typeProblems({ apiVersion = null, kind = null }: JsonObject): readonly Problem[] {
  const texts = [...textProblems('apiVersion', apiVersion), ...textProblems('kind', kind)]
  if (texts.length > 0) return texts.slice(0, 1)
  if (!kind) return [undecodable(child(root, 'kind'), "Object 'Kind' is missing")]
  const isTooLong = String(apiVersion ?? '').split('/').length > 2
  const message = `unexpected GroupVersion string: ${apiVersion}`
  return isTooLong ? [undecodable(child(root, 'apiVersion'), message)] : []
}

function textProblems(name: string, value: Json): readonly Problem[] {
  if (value === null || typeof value === 'string') return []
  const message = `json: cannot unmarshal ${goKindOf(value)} into Go struct field .${name} of type string`
  return [undecodable(child(root, name), `couldn't get version/kind; json parse error: ${message}`)]
}

function otherVersion({ apiVersion }: JsonObject, target: Target): Problem {
  const message = `the API version in the data (${apiVersion ?? ''}) does not match the expected API version (${target.apiVersion})`
  return undecodable(child(root, 'apiVersion'), message)
}
