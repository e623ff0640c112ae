import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../../src/api/json.ts'
import { adopting } from '../../../../src/kube/adoption.ts'
import type { Stored } from '../../../../src/kube/objects.ts'
import { type Accounts, createAccounts } from '../../../../src/local/apply/accounts.ts'
import { unlessSameButTimes } from '../../../../src/local/apply/same-but-times.ts'
import { writerName } from '../../../../src/local/apply/writer-name.ts'
import { mergePatched } from '../../../../src/local/patch/merge-patch.ts'
import { kindOf } from './kinds.ts'

const { schema, blank } = kindOf('ConfigMap')
const accounts = createAccounts({ apiVersion: 'v1', kind: 'ConfigMap', schema, blank, ignored: [] })
const atMs = (second: number) => Date.UTC(2026, 0, 2, 3, 4, second, 678)

const configMap = (data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', data },
  metadata: { name: 'a', namespace: 'n', ...metadata },
})

const created = (data: JsonObject, by = 'contender') =>
  accounts.updated({ next: configMap(data), manager: by, nowMs: atMs(1) })

function applied(live: JsonObject, data: JsonObject, by = 'contender', of: Accounts = accounts) {
  const config = configMap(data)
  const result = of.applied({ live, config, manager: by, force: false, nowMs: atMs(9) })
  if ('refused' in result) throw new Error(result.refused.message)
  return result.object
}

const claimsOf = ({ metadata }: JsonObject): Json => Object(metadata)['managedFields'] ?? null

describe('an apply', () => {
  it('takes away what its owner has created, once the door has adopted that', () => {
    const live = created({ a: '1', b: '1' })
    const patch = JSON.parse(JSON.stringify(adopting(live as unknown as Stored, 'contender')))
    const merged = mergePatched(live, patch)
    if ('refused' in merged) throw new Error(merged.refused.message)
    const next = merged.patched
    const adopted = accounts.updated({ live, next, manager: 'contender', nowMs: atMs(5) })
    expect(applied(adopted, { a: '1' })['data']).toEqual({ a: '1' })
    expect(applied(live, { a: '1' })['data'], 'without').toEqual({ a: '1', b: '1' })
  })

  it('finds the items of a list that has keys, and no others', () => {
    const spec = (keys: object) => ({
      type: 'object',
      properties: { data: { type: 'array', items: { type: 'object' }, ...keys } },
    })
    const ofLists = (keys: object) =>
      createAccounts({
        ...{ apiVersion: 'v1', kind: 'ConfigMap', schema: spec(keys), blank: {}, ignored: [] },
      })
    const byName = ofLists({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    })
    const list = [{ name: 'a' }, { name: 'b' }]
    const live = accountsOfNobody(list)
    const config = [{ name: 'b' }] as unknown as JsonObject
    expect(applied(live, config, 'x', byName)['data']).toEqual(list)
    const asWhole = ofLists({ 'x-kubernetes-list-type': 'atomic' })
    expect(() => applied(live, config, 'x', asWhole)).toThrow('Apply failed with 1 conflict')
  })

  it('says all conflicts at once, in order, and by whom', () => {
    const live = accounts.updated({
      ...{ live: created({ a: '1', b: '1', c: '1' }), manager: 'ann', nowMs: atMs(2) },
      next: { ...created({ a: '1', b: '1', c: '2' }) },
    })
    const config = configMap({ c: '9', b: '9', a: '9' })
    const apply = { live, config, manager: 'ben', force: false, nowMs: atMs(3) }
    expect(accounts.applied(apply)).toEqual({
      refused: {
        code: 409,
        reason: 'Conflict',
        message: [
          'Apply failed with 3 conflicts: conflicts with "ann" using v1:',
          '- .data.c',
          'conflicts with "contender" using v1:',
          '- .data.a',
          '- .data.b',
        ].join('\n'),
        causes: [
          cause('ann', '.data.c'),
          cause('contender', '.data.a'),
          cause('contender', '.data.b'),
        ],
      },
    })
  })

  it('leaves what it is given as it is', () => {
    const live = frozen(created({ a: '1', b: '1' }))
    const config = frozen(configMap({ a: '2', c: '3' }))
    const apply = { live, config, manager: 'ann', force: true, nowMs: atMs(3) }
    expect(() => accounts.applied(apply)).not.toThrow()
    const next = frozen({ ...configMap({ z: '1' }), metadata: live['metadata'] ?? {} })
    expect(() => accounts.updated({ live, next, manager: 'ann', nowMs: atMs(3) })).not.toThrow()
  })
})

const accountsOfNobody = (list: Json): JsonObject => ({
  ...configMap({}),
  data: list,
})

const cause = (owner: string, field: string) => ({
  ...{ reason: 'FieldManagerConflict', message: `conflict with "${owner}" using v1` },
  field,
})

function frozen<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

describe('managedFields', () => {
  it('are written in one order, whatever order they came in', () => {
    const fieldsV1 = {
      'v:5': {},
      'i:2': {},
      'v:10': {},
      'v:"b"': {},
      'v:true': {},
      'v:null': {},
      'k:{"b":2,"a":"x"}': { 'f:z': {}, '.': {} },
      'k:{ "a": "x", "b": 10 }': {},
      'k:{"a":"<"}': {},
      'i:10': {},
      'f:\u{1f600}': {},
      'f:\uffff': {},
      'f:b': { '.': {} },
      'f:a': { 'f:c': {} },
      'q:unknown': {},
    }
    const managed = [
      { manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 },
    ]
    const next = configMap({}, { managedFields: managed })
    const live = created({})
    const written = claimsOf(accounts.updated({ live, next, manager: 'y', nowMs: atMs(3) }))
    const [{ fieldsV1: fields }] = written as unknown as [{ fieldsV1: JsonObject }]
    expect(Object.keys(fields)).toEqual([
      ...['f:a', 'f:b', 'f:\uffff', 'f:\u{1f600}'],
      ...['k:{"a":"\\u003c"}', 'k:{"a":"x","b":2}', 'k:{"a":"x","b":10}'],
      ...['v:5', 'v:10', 'v:"b"', 'v:true', 'v:null', 'i:2', 'i:10'],
    ])
    expect(fields['k:{"a":"x","b":2}']).toEqual({ '.': {}, 'f:z': {} })
    expect(fields['f:b']).toEqual({})
  })

  it('have times in whole seconds', () => {
    expect(claimsOf(created({ a: '1' }))).toMatchObject([{ time: '2026-01-02T03:04:01Z' }])
  })

  it('do not count where they alone, and only their times, have changed', () => {
    const live = created({ a: '1' })
    const later = { next: configMap({ a: '1' }), manager: 'contender', nowMs: atMs(30) }
    expect(unlessSameButTimes(accounts.updated(later), live)).toBe(live)
    const other = accounts.updated({ ...later, next: configMap({ a: '2' }) })
    expect(unlessSameButTimes(other, live)).toBe(other)
    const another = accounts.updated({ ...later, manager: 'ann' })
    expect(unlessSameButTimes(another, live)).toBe(another)
  })
})

describe('a writer', () => {
  it.each([
    ['ann', 'kubectl/v1.32', 'ann'],
    ['', 'kubectl/v1.32 (linux/amd64)', 'kubectl'],
    ['', 'node', 'node'],
    ['', 'a b\u0007c/1', 'a bc'],
    ['', '', ''],
    ['', `${'é'.repeat(70)}/1`, 'é'.repeat(64)],
    ['', `${'x'.repeat(200)}/1`, 'x'.repeat(128)],
  ])('with fieldManager %j and User-Agent %j is %j', (fieldManager, userAgent, name) => {
    expect(writerName(fieldManager, userAgent)).toBe(name)
  })

  it('without a name is unknown', () => {
    expect(claimsOf(created({ a: '1' }, ''))).toMatchObject([{ manager: 'unknown' }])
  })
})
