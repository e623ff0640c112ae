import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import { byteLength } from './go-text.ts'
import { labelValue, namespaceName, qualifiedName, subdomain } from './names.ts'
import { ownerProblems } from './owners.ts'
import { child, type Place, type Problem, problem, root } from './problem.ts'
import { tooLong } from './texts.ts'

const maxAnnotationBytes = 256 * 1024
const at = (name: string): Place => child(child(root, 'metadata'), name)
const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '')
const entriesOf = (value: Json | undefined) =>
  Object.entries(isJsonObject(value ?? null) ? (value as JsonObject) : {})

const complaints = (where: Place, value: string, details: readonly string[]) =>
  details.map((detail) => problem(where, 'FieldValueInvalid', { value, detail }))

/**
 * What a new object breaks of the rules of metadata (apimachinery, api/validation/objectmeta.go).
 * A namespace that is not written comes from the request, which the server has checked by then.
 */
export function metadataProblems(metadata: JsonObject): readonly Problem[] {
  return checks.flatMap((check) => check(metadata))
}

const checks: readonly ((metadata: JsonObject) => readonly Problem[])[] = [
  ({ generateName }) =>
    complaints(at('generateName'), textOf(generateName), prefixed(textOf(generateName))),
  ({ name, generateName }) => nameProblems(textOf(name) || generated(textOf(generateName))),
  ({ namespace }) =>
    complaints(
      at('namespace'),
      textOf(namespace),
      namespace === undefined ? [] : namespaceName(textOf(namespace)),
    ),
  ({ labels }) =>
    entriesOf(labels).flatMap(([key, value]) => [
      ...complaints(at('labels'), key, qualifiedName(key)),
      ...complaints(at('labels'), textOf(value), labelValue(textOf(value))),
    ]),
  ({ annotations }) => annotationProblems(entriesOf(annotations)),
  ({ ownerReferences }) => ownerProblems(ownerReferences, at('ownerReferences')),
  ({ finalizers }) => finalizerProblems(Array.isArray(finalizers) ? finalizers.map(textOf) : []),
]

/** A name to come may end with a dash now, since letters will follow. */
function prefixed(name: string): readonly string[] {
  if (name === '') return []
  return subdomain(name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name)
}

/** A stand-in for the name that the server would make up: of the same letters and length. */
export const generated = (prefix: string): string =>
  prefix === '' ? '' : `${prefix.slice(0, 58)}xxxxx`

function nameProblems(name: string): readonly Problem[] {
  const detail = 'name or generateName is required'
  if (name === '') return [problem(at('name'), 'FieldValueRequired', { detail })]
  return complaints(at('name'), name, subdomain(name))
}

function annotationProblems(entries: readonly [string, Json][]): readonly Problem[] {
  const bytes = entries.reduce(
    (sum, [key, value]) => sum + byteLength(key) + byteLength(textOf(value)),
    0,
  )
  return [
    ...entries.flatMap(([key]) =>
      complaints(at('annotations'), key, qualifiedName(key.toLowerCase())),
    ),
    ...(bytes > maxAnnotationBytes ? [tooLong(at('annotations'), maxAnnotationBytes)] : []),
  ]
}

function finalizerProblems(finalizers: readonly string[]): readonly Problem[] {
  const where = at('finalizers')
  const names = finalizers.flatMap((name) => complaints(where, name, qualifiedName(name)))
  const detail = 'finalizer orphan and foregroundDeletion cannot be both set'
  const isBoth = ['orphan', 'foregroundDeletion'].every((name) => finalizers.includes(name))
  return isBoth
    ? [...names, problem(where, 'FieldValueInvalid', { value: finalizers, detail })]
    : names
}
