import { expect, it } from 'vitest'
import { readProtobuf } from '../../../../src/local/protobuf/read.ts'
import { body, field, message, tag, varint } from './writing.ts'

const nothing = { apiVersion: '', kind: '' }
const read = (apiVersion: string, kind: string, ...fields: readonly Uint8Array[]) => {
  const found = readProtobuf(body(apiVersion, kind, ...fields), nothing)
  if ('refused' in found) throw new Error(found.refused)
  const { apiVersion: _, kind: __, ...rest } = found.object
  return rest
}
/** By their numbers: of an object the metadata, the spec; of a Pod's spec the security context. */
const [metadata, spec, security] = [1, 2, 14]
const securityOf = (...fields: readonly Uint8Array[]) =>
  Object(read('v1', 'Pod', field(spec, field(security, message(...fields))))['spec'])
    .securityContext

it('says of what kind an object is', () => {
  expect(readProtobuf(body('v1', 'Pod'), nothing)).toEqual({
    object: { apiVersion: 'v1', kind: 'Pod' },
  })
})

it('takes from the address what the body leaves unsaid of its type', () => {
  const expected = { apiVersion: 'apps/v1', kind: 'Deployment' }
  const envelope = message(Buffer.from('k8s\0'), field(2, field(metadata, field(1, 'a'))))
  expect(readProtobuf(envelope, expected)).toEqual({
    object: { ...expected, metadata: { name: 'a' } },
  })
})

it('does not look at how the object within the envelope is said to be written, as the server does not', () => {
  const odd = message(body('v1', 'Pod'), field(3, 'gzip'), field(4, 'text/plain'))
  expect(readProtobuf(odd, nothing)).toEqual({ object: { apiVersion: 'v1', kind: 'Pod' } })
})

it('reads the options of a deletion, which are of every version, with a grace period of nothing', () => {
  const options = [field(1, 0), field(2, field(1, 'uid')), field(4, 'Foreground'), field(5, 'All')]
  expect(read('any.group/v3', 'DeleteOptions', ...options)).toEqual({
    ...{ gracePeriodSeconds: 0, preconditions: { uid: 'uid' } },
    ...{ propagationPolicy: 'Foreground', dryRun: ['All'] },
  })
})

it('reads a binding', () => {
  const target = message(field(1, 'Node'), field(3, 'n'))
  const fields = [field(metadata, field(1, 'a')), field(2, target)]
  expect(read('v1', 'Binding', ...fields)).toEqual({
    ...{ metadata: { name: 'a' }, target: { kind: 'Node', name: 'n' } },
  })
})

it('leaves out what is empty, but not where something points to it', () => {
  const container = message(
    field(1, ''),
    field(16, 0),
    field(15, message(field(2, 0), field(4, 0))),
  )
  expect(read('v1', 'Pod', field(metadata, ''), field(spec, field(2, container)))).toEqual({
    spec: { containers: [{ securityContext: { privileged: false, runAsUser: 0 } }] },
  })
})

it('has what is within a message in the place of it, where JSON has', () => {
  const volume = message(field(1, 'v'), field(2, field(2, '')))
  const probe = message(field(1, field(4, field(1, 8080))), field(2, 3))
  const container = field(10, probe)
  expect(read('v1', 'Pod', field(spec, message(field(1, volume), field(2, container))))).toEqual({
    spec: {
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [{ livenessProbe: { grpc: { port: 8080 }, initialDelaySeconds: 3 } }],
    },
  })
})

it('reads a list of numbers one by one, packed, and in both ways at once', () => {
  const packed = Buffer.concat([varint(1), varint(2), varint(-3)])
  const groups = [field(4, 0), field(4, packed), field(4, 5)]
  expect(securityOf(...groups)).toEqual({ supplementalGroups: [0, 1, 2, -3, 5] })
})

it.each([
  [0, 0],
  [-1, -1],
  [2n ** 53n - 1n, 2 ** 53 - 1],
  [2n ** 53n + 1n, 2n ** 53n + 1n],
  [-(2n ** 63n), -(2n ** 63n)],
])('reads %s as %s of 64 bits', (sent, expected) => {
  expect(securityOf(field(2, sent))).toEqual({ runAsUser: expected })
})

it.each([
  [-1, -1],
  [2n ** 31n - 1n, 2 ** 31 - 1],
  [2n ** 32n + 5n, 5],
])('reads %s as %s of 32 bits', (sent, expected) => {
  const object = read('apps/v1', 'Deployment', field(spec, field(1, sent)))
  expect(object).toEqual({ spec: { replicas: expected } })
})

it('takes the last of several values, and all of several messages', () => {
  const [first, second] = [message(field(1, 'a'), field(3, 'n')), message(field(1, 'b'))]
  expect(read('v1', 'Pod', field(metadata, first), field(metadata, second))).toEqual({
    metadata: { name: 'b', namespace: 'n' },
  })
})

it('reads maps: keys and values in any order, left out where they are empty, the last where twice', () => {
  const entries = [
    message(field(2, 'v'), field(1, 'k')),
    message(field(1, 'twice'), field(2, 'a')),
    message(field(1, 'twice'), field(2, 'b')),
    message(field(1, 'none')),
    message(field(2, 'nameless')),
    message(field(1, '__proto__'), field(2, 'own')),
  ]
  const { labels } = Object(
    read('v1', 'Pod', field(1, message(...entries.map((e) => field(11, e))))),
  ).metadata
  expect(Object.entries(labels)).toEqual([
    ...[
      ['k', 'v'],
      ['twice', 'b'],
      ['none', ''],
      ['', 'nameless'],
    ],
    ['__proto__', 'own'],
  ])
})

it('has bytes in base64, and a text as it is, with its first mark', () => {
  const entry = (value: string | Uint8Array) => message(field(1, 'k'), field(2, value))
  const fields = [field(2, entry('\uFEFFß🎉\0')), field(3, entry(Buffer.from([0, 255, 1])))]
  expect(read('v1', 'ConfigMap', ...fields)).toEqual({
    ...{ data: { k: '\uFEFFß🎉\0' }, binaryData: { k: 'AP8B' } },
  })
})

it.each([
  ['a number', [field(1, 0), field(2, -7), field(3, 'no')], -7],
  ['nothing', [field(1, 0), field(2, 0)], 0],
  ['a text', [field(1, 1), field(2, 7), field(3, '7%')], '7%'],
  ['an empty text', [field(1, 1)], ''],
])('reads what is a number or a text as %s', (_, fields, expected) => {
  const budget = read('policy/v1', 'PodDisruptionBudget', field(2, field(1, message(...fields))))
  expect(budget).toEqual({ spec: { minAvailable: expected } })
})

const time = (seconds: number | bigint, nanos = 0) => message(field(1, seconds), field(2, nanos))

it.each([
  [time(0), '1970-01-01T00:00:00Z'],
  [time(1_700_000_000, 999_999_999), '2023-11-14T22:13:20Z'],
  [time(-62_135_596_799), '0001-01-01T00:00:01Z'],
  [time(253_402_300_799), '9999-12-31T23:59:59Z'],
  [time(-62_135_596_800), undefined],
  [message(), undefined],
])('reads the time %j as %s', (sent, expected) => {
  const { metadata } = read('v1', 'Pod', field(1, message(field(1, 'a'), field(8, sent))))
  expect(Object(metadata).creationTimestamp).toBe(expected)
})

it.each([
  [time(0), '1970-01-01T00:00:00.000000Z'],
  [time(-1, 999_999_999), '1969-12-31T23:59:59.999999Z'],
  [time(1, -1000), '1970-01-01T00:00:00.999999Z'],
  [time(1, 1999), '1970-01-01T00:00:01.000001Z'],
  [time(-62_135_596_800), undefined],
])('reads the time %j to the microsecond as %s', (sent, expected) => {
  const lease = read('coordination.k8s.io/v1', 'Lease', field(2, field(4, sent)))
  expect(Object(lease['spec']).renewTime).toBe(expected)
})

it('has the fields that somebody owns as they were in JSON', () => {
  const entry = message(field(7, field(1, '{"f:a":{".":{}}}')), field(8, ''))
  expect(read('v1', 'Pod', field(1, field(17, entry)))).toEqual({
    metadata: { managedFields: [{ fieldsV1: { 'f:a': { '.': {} } } }] },
  })
})

it('passes over fields of a later version, whatever their form', () => {
  const fixed = [
    Buffer.concat([tag(900, 1), Buffer.alloc(8)]),
    Buffer.concat([tag(901, 5), Buffer.alloc(4)]),
  ]
  const later = [field(902, 1), field(903, 'text'), ...fixed]
  expect(read('v1', 'Pod', ...later, field(1, field(1, 'a')))).toEqual({ metadata: { name: 'a' } })
})
