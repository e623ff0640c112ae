import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import { byteLength } from './go-text.ts'
import { labelValue, namespaceName, qualifiedName, subdomain } from './names.ts'
import { type Address, child, type Problem, problem, root, tooLong } from './problem.ts'

/**
 * What a new object breaks of the rules of metadata (apimachinery, api/validation/objectmeta.go).
 * A namespace that is not written comes from the request, which the server has checked by then.
 */
export function metadataProblems(metadata: JsonObject): readonly Problem[] {
  return checks.flatMap((check) => check(metadata))
}

const checks: readonly ((metadata: JsonObject) => readonly Problem[])[] = [
  ({ generateName }) =>
    refusals(under('generateName'), textOf(generateName), prefixed(textOf(generateName))),
  ({ name, generateName }) => nameProblems(textOf(name) || generated(textOf(generateName))),
  ({ namespace }) =>
    refusals(
      under('namespace'),
      textOf(namespace),
      namespace === undefined ? [] : namespaceName(textOf(namespace)),
    ),
  ({ labels }) =>
    entriesOf(labels).flatMap(([key, value]) => [
      ...refusals(under('labels'), key, qualifiedName(key)),
      ...refusals(under('labels'), textOf(value), labelValue(textOf(value))),
    ]),
  ({ annotations }) => annotationProblems(entriesOf(annotations)),
  ({ ownerReferences }) => ownerProblems(ownerReferences, under('ownerReferences')),
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
  if (name === '') return [problem(under('name'), 'FieldValueRequired', { detail })]
  return refusals(under('name'), name, subdomain(name))
}

const maxAnnotationBytes = 256 * 1024

function annotationProblems(entries: readonly [string, Json][]): readonly Problem[] {
  const bytes = entries.reduce(
    (sum, [key, value]) => sum + byteLength(key) + byteLength(textOf(value)),
    0,
  )
  return [
    ...entries.flatMap(([key]) =>
      refusals(under('annotations'), key, qualifiedName(key.toLowerCase())),
    ),
    ...(bytes > maxAnnotationBytes ? [tooLong(under('annotations'), maxAnnotationBytes)] : []),
  ]
}

function finalizerProblems(finalizers: readonly string[]): readonly Problem[] {
  const at = under('finalizers')
  const names = finalizers.flatMap((name) => refusals(at, name, qualifiedName(name)))
  const detail = 'finalizer orphan and foregroundDeletion cannot be both set'
  const isBoth = ['orphan', 'foregroundDeletion'].every((name) => finalizers.includes(name))
  return isBoth
    ? [...names, problem(at, 'FieldValueInvalid', { value: finalizers, detail })]
    : names
}

/** Reported without an index: the server does not say which owner it means. */
function ownerProblems(value: Json | undefined, at: Address): readonly Problem[] {
  const owners = (Array.isArray(value) ? value : []).filter(isJsonObject)
  return [...owners.flatMap((owner) => ofOwner(owner, at)), ...ofControllers(owners, at)]
}

const anything = /./s

/** The server asks for a version where it says so: `v1` or `apps/v1`. */
const required: {
  readonly [name: string]: { readonly pattern: RegExp; readonly detail: string }
} = {
  apiVersion: { pattern: /^([^/]*\/)?[^/]+$/, detail: 'version must not be empty' },
  kind: { pattern: anything, detail: 'must not be empty' },
  name: { pattern: anything, detail: 'must not be empty' },
  uid: { pattern: anything, detail: 'must not be empty' },
}

function ofOwner(owner: JsonObject, at: Address): readonly Problem[] {
  const missing = Object.entries(required).flatMap(([name, { pattern, detail }]) => {
    const value = owner[name] ?? ''
    if (pattern.test(String(value))) return []
    return [problem(child(at, name), 'FieldValueInvalid', { value, detail })]
  })
  const isEvent = /^\/?v1$/.test(String(owner['apiVersion'])) && owner['kind'] === 'Event'
  if (!isEvent) return missing
  const detail = '/v1, Kind=Event is disallowed from being an owner'
  return [...missing, problem(at, 'FieldValueInvalid', { value: owner, detail })]
}

function ofControllers(owners: readonly JsonObject[], at: Address): readonly Problem[] {
  const [first, ...others] = owners
    .filter(({ controller }) => controller === true)
    .map(({ kind, name }) => `${kind}/${name}`)
  return others.map((other) => {
    const said = 'Only one reference can have Controller set to true.'
    const detail = `${said} Found "true" in references for ${first} and ${other}`
    return problem(at, 'FieldValueInvalid', { value: owners, detail })
  })
}

const under = (name: string): Address => child(child(root, 'metadata'), name)

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '')

const entriesOf = (value: Json | undefined) => Object.entries(isJsonObject(value) ? value : {})

const refusals = (at: Address, value: string, details: readonly string[]) =>
  details.map((detail) => problem(at, 'FieldValueInvalid', { value, detail }))
