import { expect, it } from 'vitest'
import { plain } from '../../../local/conformance/plain.ts'

const nowMs = Date.parse('2025-06-01T12:00:00Z')
const uid = (last: number) => `00000000-0000-0000-0000-00000000000${last}`
const object = (name: string, resourceVersion: string, more: object = {}) => ({
  kind: 'ConfigMap',
  metadata: { name, resourceVersion, ...more },
})

/** The bodies of answers, as they are recorded. */
const bodies = (...said: readonly unknown[]) =>
  plain({ namespace: 'case-1', heard: said.map((body) => ({ asked: '', body })) }, nowMs).map(
    ({ body }) => body,
  )

it('keeps of versions how they compare: equal, older, newer', () =>
  expect(bodies(object('a', '90'), object('b', '7'), object('a', '90'))).toEqual([
    object('a', 'r2'),
    object('b', 'r1'),
    object('a', 'r2'),
  ]))

it.each([
  ['8', 'r1+'],
  ['7', 'r1+'],
  ['6', 'r0+'],
  ['9', 'r2+'],
])('tells of the version %s of a list between which objects it lies', (version, rank) => {
  const list = { kind: 'ConfigMapList', metadata: { resourceVersion: version }, items: [] }
  expect(bodies(object('a', '7'), object('b', '9'), list)[2]).toEqual({
    ...list,
    metadata: { resourceVersion: rank },
  })
})

it('tells of the version of a bookmark as much as of a list’s', () => {
  const events = [
    { type: 'ADDED', object: object('a', '7') },
    { type: 'BOOKMARK', object: object('', '8') },
  ]
  const [step] = plain({ namespace: 'x', heard: [{ asked: '', events }] }, nowMs)
  expect(step?.events).toEqual([
    { type: 'ADDED', object: object('a', 'r1') },
    { type: 'BOOKMARK', object: object('', 'r1+') },
  ])
})

it('counts versions that are not shown', () => {
  const heard = [
    { asked: '', body: object('a', '7'), only: () => undefined },
    { asked: '', body: object('b', '9') },
  ]
  expect(plain({ namespace: 'x', heard }, nowMs)[1]?.body).toEqual(object('b', 'r2'))
})

it('numbers uids in the order of their first sight, in texts as well', () =>
  expect(bodies({ uid: uid(5) }, { message: `not ${uid(3)} but ${uid(5)}` })).toEqual([
    { uid: 'u1' },
    { message: 'not u2 but u1' },
  ]))

it('takes the time of day out, and leaves times of long ago', () =>
  expect(
    bodies({
      seconds: '2025-06-01T11:59:58Z',
      micro: '2025-06-01T11:59:58.123456Z',
      old: '2020-01-01T00:00:00Z',
    }),
  ).toEqual([{ seconds: '<now>', micro: '<now.micro>', old: '2020-01-01T00:00:00Z' }]))

it('takes names of namespaces, made-up names and addresses out', () =>
  expect(
    bodies(
      { metadata: { generateName: 'x-', name: 'x-bcdfg', namespace: 'case-1' } },
      { spec: { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'] } },
      { message: 'x-bcdfg of case-1 at 10.0.0.7 and 10.0.0.8' },
    )[2],
  ).toEqual({ message: 'x-<made1> of <ns> at <ip> and 10.0.0.8' }))

it('keeps the name that was asked for, whatever it might have been made of', () =>
  expect(bodies({ metadata: { generateName: 'x-', name: 'other' } })).toEqual([
    { metadata: { generateName: 'x-', name: 'other' } },
  ]))

it('orders entries of managers, keys of JSON in texts, and conflicts, and names a cause once', () => {
  const entry = (manager: string) => ({ manager, operation: 'Update' })
  const quoted = (json: string) => `Invalid value: ${JSON.stringify(json)}: no`
  const cause = { reason: 'FieldValueInvalid', field: 'x' }
  expect(
    bodies({
      managedFields: [entry('b'), entry('a')],
      message: quoted('{"b":{"d":1,"c":2},"a":1}'),
      causes: [cause, { ...cause }],
    }),
  ).toEqual([
    {
      managedFields: [entry('a'), entry('b')],
      message: quoted('{"a":1,"b":{"c":2,"d":1}}'),
      causes: [cause],
    },
  ])
})

it('takes ages and prose out of tables, and nothing else', () => {
  const table = (cell: string, more: object = {}) => ({
    kind: 'Table',
    columnDefinitions: [{ name: 'Age', ...more }],
    rows: [{ cells: [cell, 12, 'web:1'] }],
  })
  expect(bodies(table('5m3s', { description: 'how old' }))).toEqual([table('<age>')])
  expect(bodies(table('<unknown>'))).toEqual([table('<unknown>')])
})
