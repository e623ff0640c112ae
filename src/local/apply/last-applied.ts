import { byteLength, goJson } from '../../admission/go-text.ts'
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { metadataOf } from './claims.ts'
import { compared } from './comparison.ts'
import { difference, type FieldSet, isEmpty, noFields, union } from './field-set.ts'
import { stated } from './stated.ts'
import type { Subject } from './subject.ts'
import type { Conflict } from './takeover.ts'
import { misfits } from './typing.ts'

/** Where `kubectl apply` keeps what it has applied, when it does so by itself. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** The one manager of server-side apply for whom the annotation counts. */
const kubectl = 'kubectl'

/**
 * Of conflicts that kubectl has, those that are left when it may take what it applied by itself before,
 * and what is still as it was applied.
 */
export function unexcused(
  conflicts: readonly Conflict[],
  manager: string,
  live: JsonObject | undefined,
  subject: Subject,
): readonly Conflict[] {
  if (manager !== kubectl || live === undefined) return conflicts
  const excused = unchangedSince(live, subject)
  return conflicts
    .map(({ owner, fields }) => ({ owner, fields: difference(fields, excused) }))
    .filter(({ fields }) => !isEmpty(fields))
}

function unchangedSince(live: JsonObject, { shape, apiVersion }: Subject): FieldSet {
  const last = parsed(lastApplied(live))
  if (last?.['apiVersion'] !== apiVersion) return noFields
  if ([last, live].some((object) => misfits(object, shape, 'refused').length > 0)) return noFields
  const { removed, modified, added } = compared(last, live, shape)
  return difference(stated(last, shape), union(removed, union(modified, added)))
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function annotationsOf(object: JsonObject): JsonObject {
  const { annotations = null } = metadataOf(object)
  return isJsonObject(annotations) ? annotations : {}
}

function lastApplied(object: JsonObject): string {
  const text = annotationsOf(object)[annotation]
  return typeof text === 'string' ? text : ''
}

/** The object with what is applied in its annotation, where kubectl applies and it has one. */
export function withLastApplied(
  object: JsonObject,
  config: JsonObject,
  manager: string,
): JsonObject {
  if (manager !== kubectl || lastApplied(object) === '') return object
  const { [annotation]: _, ...others } = annotationsOf(object)
  const filled = { ...others, [annotation]: `${goJson(withoutAnnotation(config))}\n` }
  const fits = sizeOf(filled) <= maxAnnotations
  return { ...object, metadata: { ...metadataOf(object), annotations: fits ? filled : others } }
}

function withoutAnnotation(config: JsonObject): JsonObject {
  const metadata = metadataOf(config)
  if (!isJsonObject(metadata['annotations'] ?? null)) return config
  const { [annotation]: _, ...annotations } = annotationsOf(config)
  return { ...config, metadata: { ...metadata, annotations } }
}

const maxAnnotations = 256 * 1024

const sizeOf = (annotations: JsonObject) =>
  Object.entries(annotations)
    .map(([name, value]) => byteLength(name) + byteLength(String(value)))
    .reduce((a, b) => a + b, 0)
