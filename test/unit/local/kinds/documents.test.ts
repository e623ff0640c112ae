import { describe, expect, it } from 'vitest'
import { isJsonObject, type Json, type JsonObject, valueAt } from '../../../../src/api/json.ts'
import { createDocuments } from '../../../../src/local/kinds/documents/documents.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { objectsIn } from '../../../../src/local/kinds/validation/checks.ts'
import { readRecorded } from './answers.ts'
import { kindOf } from './kind-of.ts'

const kinds = createKinds({ serviceAddress: '127.0.0.1' })
const documentAt = createDocuments(kinds)
const real = readRecorded('discovery')

const rootOf = ({ group, version }: Kind) =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`

describe('discovery says what a kube-apiserver says of the same', () => {
  it.each([...new Set(kinds.map(rootOf))])('%s', (path) => {
    const theirs = objectsIn(Object(real[path]).resources)
    const document = documentAt(path) ?? {}
    const ours = objectsIn(document['resources'])
    expect({ ...document, resources: [] }).toEqual({ ...Object(real[path]), resources: [] })
    for (const resource of ours) {
      const { storageVersionHash: _, ...same } =
        theirs.find(({ name }) => name === resource['name']) ?? {}
      expect(resource).toEqual(same)
    }
    expect(ours.length).toBeGreaterThan(0)
  })

  it.each(Object.keys(real).filter((path) => /^\/apis\/[^/]+$/.test(path)))('%s', (path) => {
    const { versions, preferredVersion, ...rest } = Object(real[path])
    const ours = documentAt(path) ?? {}
    expect(ours).toMatchObject(rest)
    for (const version of objectsIn(ours['versions'])) expect(versions).toContainEqual(version)
    expect(ours['preferredVersion']).toEqual(preferredVersion)
  })

  it('/apis', () => {
    const names = objectsIn(documentAt('/apis')?.['groups']).map(({ name }) => name)
    const groups = kinds.map(({ group }) => group).filter((group) => group !== '')
    expect(names).toEqual([...new Set(groups)])
    const theirs = objectsIn(Object(real['/apis']).groups).map(({ name }) => String(name))
    for (const name of names) expect(theirs).toContain(name)
  })
})

const openApiOf = (kind: Kind) => documentAt(`/openapi/v3${rootOf(kind)}`) ?? {}

it('lists a document for each group and version', () => {
  const paths = Object.keys(Object(documentAt('/openapi/v3')?.['paths']))
  expect(paths).toEqual([...new Set(kinds.map((kind) => rootOf(kind).slice(1)))])
})

it.each([...new Set(kinds.map(rootOf))])('%s refers to no schema that it has not', (path) => {
  const document = documentAt(`/openapi/v3${path}`) ?? {}
  const schemas = Object(valueAt(document, ['components', 'schemas']))
  const missing = refsIn(document).filter(
    (ref) => schemas[ref.replace('#/components/schemas/', '')] === undefined,
  )
  expect(missing).toEqual([])
})

function refsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' ? [String(inner)] : refsIn(inner),
  )
}

describe('kubectl finds what it looks for', () => {
  it.each(
    kinds.map((kind) => [`${kind.group}/${kind.kind}`, kind] as const),
  )('of %s', (_, kind) => {
    const { group, version, kind: name } = kind
    const paths = Object(openApiOf(kind)['paths'])
    const place = `${rootOf(kind)}${kind.isNamespaced ? '/namespaces/{namespace}' : ''}/${kind.plural}`
    const { patch, put } = paths[`${place}/{name}`]
    for (const operation of [patch, put, paths[place].post]) {
      const options = operation.parameters.map((parameter: { name: string }) => parameter.name)
      expect(options).toEqual(expect.arrayContaining(['dryRun', 'fieldManager', 'fieldValidation']))
      expect(operation['x-kubernetes-group-version-kind']).toEqual({ group, version, kind: name })
    }
    const strategic = 'application/strategic-merge-patch+json'
    expect(Object.keys(patch.requestBody.content).includes(strategic)).toBe(
      group !== 'contender.dev',
    )
    const schemas = Object.values(Object(valueAt(openApiOf(kind), ['components', 'schemas'])))
    const own = schemas.filter((schema) =>
      objectsIn(Object(schema)['x-kubernetes-group-version-kind']).some(
        (of) => of['kind'] === name,
      ),
    )
    expect(own).toHaveLength(1)
    expect(Object(own[0]).properties).toHaveProperty('metadata')
  })

  it('what experiments mean', () => {
    const document = openApiOf(kindOf(kinds, 'ModelExperiment'))
    const schemas = ['components', 'schemas', 'dev.contender.v1alpha1.ModelExperiment']
    const traffic = valueAt(document, [...schemas, 'properties', 'spec', 'properties', 'traffic'])
    expect(Object(traffic).description).toMatch(/\w+/)
    expect(describedIn(Object(valueAt(document, schemas)))).toEqual([])
  })

  it('how lists of containers are merged', () => {
    const schemas = Object(
      valueAt(openApiOf(kindOf(kinds, 'Deployment')), ['components', 'schemas']),
    )
    const { containers } = schemas['io.k8s.api.core.v1.PodSpec'].properties
    expect(containers).toMatchObject({
      ...{ 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-patch-merge-key': 'name' },
      ...{ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
    })
    expect(containers).not.toHaveProperty('whenEmpty')
  })
})

/** The fields at the top that nobody has described. */
function describedIn({ properties }: JsonObject): readonly string[] {
  return Object.entries(Object(properties)).flatMap(([name, schema]) =>
    Object(schema).description ? [] : [name],
  )
}

it('makes a document once, and none that is not there', () => {
  expect(documentAt('/apis')).toBe(documentAt('/apis'))
  expect(documentAt('/apis/batch/v1')).toBeUndefined()
  expect(documentAt('/constructor')).toBeUndefined()
})
