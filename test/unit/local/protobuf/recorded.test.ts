import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/api/json.ts'
import { typed } from '../../../../src/local/kinds/decoding/typed.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { createLinker } from '../../../../src/local/kinds/schemas/definitions.ts'
import { messageOf, readable } from '../../../../src/local/protobuf/kinds.ts'
import { readProtobuf } from '../../../../src/local/protobuf/read.ts'
import { createBooks } from '../../../../src/local/server/account.ts'
import { recorded } from './recorded.ts'

const kinds = createKinds({ serviceAddress: '127.0.0.1' })
const link = createLinker()
const [kubectl, answers] = [recorded('kubectl'), recorded('answers')]
const typesOf = (all: { readonly [key: string]: { readonly json: JsonObject } }) =>
  new Set(Object.values(all).map(({ json }) => `${json['apiVersion']} ${json['kind']}`))

it.each(Object.entries(kubectl))('%s, as kubectl sends it, is what it says in JSON', (_, sent) => {
  expect(read(sent)).toEqual(asServerReads(sent.json))
})

it.each(
  Object.entries(kubectl),
)('%s, as kubectl sends it, is owned as on a real server', (_, sent) => {
  const kind = kinds.find((found) => found.kind === sent.json['kind'])
  if (kind === undefined) throw new Error(`nobody serves ${sent.json['kind']}`)
  const decoded = kind.decode(read(sent), 'Strict')
  if ('problems' in decoded) throw new Error(decoded.message)
  const manager = `${new URL(sent.path, 'https://any').searchParams.get('fieldManager')}`
  const { metadata } = createBooks()(kind).updated({ next: decoded.object, manager, nowMs: 0 })
  expect(withoutTimes(metadata)).toEqual(sent.owned)
})

it.each(
  Object.entries(answers),
)('%s, as a real server writes it, is what it says in JSON', (_, said) => {
  expect(read(said)).toEqual(asServerReads(said.json))
})

it('has every kind that is served, and nothing that is not', () => {
  const served = kinds.filter(({ group }) => group !== 'contender.dev')
  const types = served.map(
    ({ group, version, kind }) => `${group && `${group}/`}${version} ${kind}`,
  )
  const known = Object.entries(readable).flatMap(([version, names]) =>
    names.map((name) => `${version} ${name}`),
  )
  expect(known.toSorted()).toEqual([...types, 'autoscaling/v1 Scale', 'v1 Binding'].toSorted())
})

it('has seen an answer for every kind, but for the one that is no object', () => {
  const known = Object.entries(readable).flatMap(([version, names]) =>
    names.map((name) => `${version} ${name}`),
  )
  expect(known.filter((type) => !typesOf(answers).has(type))).toEqual(['v1 Binding'])
})

function read({ protobuf, json }: { readonly protobuf: string; readonly json: JsonObject }) {
  const { apiVersion, kind } = json
  const type = { apiVersion: `${apiVersion}`, kind: `${kind}` }
  const found = readProtobuf(Buffer.from(protobuf, 'base64'), type)
  if ('refused' in found) throw new Error(found.refused)
  return found.object
}

/** Without what is empty where that says nothing. */
function asServerReads(json: JsonObject): JsonObject {
  const [apiVersion, kind] = [`${json['apiVersion']}`, `${json['kind']}`]
  const { object, misfit, unknown } = typed(json, link(messageOf(apiVersion, kind) ?? ''), kind)
  expect({ misfit, unknown }).toEqual({ misfit: undefined, unknown: [] })
  return object
}

function withoutTimes(metadata: unknown) {
  const { managedFields = [] } = Object(metadata)
  return managedFields.map(({ time: _, ...entry }: JsonObject) => entry)
}
