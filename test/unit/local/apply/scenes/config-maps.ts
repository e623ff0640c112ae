import type { JsonObject } from '../../../../../src/api/json.ts'
import type { Script, Step } from '../recording.ts'
import {
  apply,
  claimsOf,
  create,
  force,
  json,
  merge,
  over,
  seeing,
  strategic,
  update,
} from './asks.ts'

const scene = (name: string, ...steps: readonly Step[]): Script => ({
  name,
  kind: 'ConfigMap',
  steps,
})
const of = (data: JsonObject): JsonObject => ({ data })
const one = of({ a: '1' })

const owner = (n: string) => ({ apiVersion: 'v1', kind: 'Secret', name: `s${n}`, uid: `uid-${n}` })

function lastApplied(object: JsonObject): JsonObject {
  const applied = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', ...object })
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': applied }
  return { ...object, metadata: { annotations } }
}

const adopted = (live: JsonObject) =>
  claimsOf(live).map((claim) => ({ ...claim, operation: 'Apply' }))

export const configMaps: readonly Script[] = [
  scene(
    'updates take over what they change, and nothing else',
    create('ann', of({ a: '1', b: '1' })),
    update('ben', (live) => over(live, of({ a: '2' }))),
    update('cat', (live) => live),
    update('ann', (live) => over(live, of({ a: '2', c: '3' }))),
    update('ben', ({ data: _, ...live }) => ({ ...live, data: { b: '1' } })),
    update('ben', (live) =>
      over(live, { metadata: { labels: { x: 'y' }, annotations: { 'a.b/c': '1' } } }),
    ),
    merge('cat', { data: { b: null, z: '1' } }),
    merge('cat', { data: null }),
  ),
  scene(
    'patches of all sorts have owners',
    create('ann', one),
    merge('ben', of({ b: '1' })),
    json('cat', [{ op: 'add', path: '/data/c', value: '1' }]),
    strategic('dan', of({ d: '1', a: null })),
    json('cat', [{ op: 'test', path: '/data/c', value: '1' }]),
    merge('', of({ e: '1' })),
    merge('ben', { binaryData: { x: 'YQ==' } }),
    merge('ben', { immutable: true }),
  ),
  scene(
    'an apply makes an object, changes it, and lets go of it',
    apply('ann', of({ a: '1', b: '1' })),
    apply('ann', of({ a: '1', b: '1' })),
    apply('ann', of({ a: '2' })),
    apply('ann', {}),
    apply('ann', one),
    apply('ann', of({})),
    apply('ann', { data: null }),
  ),
  scene(
    'conflicts are refused, or forced',
    create('kubectl', of({ a: '1', b: '1', c: '1' })),
    apply('ann', of({ a: '2' })),
    apply('ann', of({ a: '2', b: '2' })),
    apply('ann', of({ a: '1', b: '1' })),
    apply('ann', of({ a: '2' })),
    force('ann', of({ a: '2' })),
    apply('ben', of({ a: '3', c: '3' })),
    force('ben', of({ a: '3', c: '3' })),
    apply('ann', of({ a: '2' })),
    apply('cat', of({ a: '3' })),
    apply('ben', of({ a: '4' })),
  ),
  scene(
    'who states the same shares, and the last one to let go removes',
    apply('ann', one),
    apply('ben', one),
    apply('ann', {}),
    apply('ben', {}),
    apply('ann', one),
    apply('ben', one),
    merge('cat', of({ a: '2' })),
    apply('ann', {}),
    apply('ann', of({ a: '2' })),
    apply('ann', {}),
  ),
  scene(
    'what was updated before is not removed by an apply',
    create('ann', of({ a: '1', b: '1' })),
    apply('ann', one),
    apply('ann', {}),
    apply('ben', of({ a: '1' })),
    merge('ben', of({ a: '2' })),
    apply('ben', {}),
  ),
  scene(
    'what was created becomes what was applied, once somebody says so',
    create('ann', of({ a: '1', b: '1' })),
    seeing((live) => merge('ann', { metadata: { managedFields: adopted(live) } })),
    apply('ann', one),
  ),
  scene(
    'managedFields can be reset, and are then kept no more until the next apply',
    create('ann', one),
    merge('ann', { metadata: { managedFields: [{}] } }),
    merge('ann', of({ b: '1' })),
    apply('ben', of({ c: '1' })),
    merge('ann', { metadata: { managedFields: [] } }),
    merge('ann', of({ d: '1' })),
    apply('ben', of({ c: '1' })),
    apply('ben', of({ c: '2' })),
    merge('cat', { metadata: { managedFields: null } }),
    json('cat', [{ op: 'replace', path: '/metadata/managedFields', value: [{}] }]),
    update('cat', (live) => over(live, one)),
  ),
  scene(
    'managedFields that cannot be read are as if they were not sent',
    create('ann', one),
    ...[
      [{ manager: 'x', operation: 'Foo', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
      [{ manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsV1: {} }],
      [{ manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV2' }],
      [{ manager: 'x', operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: {} }],
      [
        {
          manager: 'x',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { data: {} },
        },
      ],
      [
        {
          manager: 'x',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'k:x': {} },
        },
      ],
      [
        {
          manager: 'x',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:a': 5 },
        },
      ],
      [{ manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1' }],
      [
        {
          manager: 'x',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'x:y': {}, 'f:data': { 'f:a': {} } },
        },
      ],
      [
        {
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': { 'f:a': {} } },
        },
      ],
      [
        {
          manager: 'y',
          operation: 'Update',
          apiVersion: 'v9',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': { 'f:a': {} } },
        },
      ],
      [
        {
          manager: 'x',
          operation: 'Apply',
          apiVersion: 'v1',
          time: '2020-01-01T01:00:00+01:00',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:data': { 'f:zz': {}, 'f:a': {}, '.': {} },
            'f:binaryData': { 'f:q': { '.': {} } },
          },
        },
      ],
      [
        {
          manager: 'x',
          operation: 'Apply',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': {}, 'f:metadata': { 'f:labels': {} } },
        },
      ],
    ].map((managedFields) => merge('ben', { metadata: { managedFields } })),
    merge('ben', of({ a: '2' })),
    apply('x', {}),
  ),
  scene(
    'managedFields are taken with a creation',
    create('ann', {
      data: { a: '1', b: '1' },
      metadata: {
        managedFields: [
          {
            manager: 'x',
            operation: 'Apply',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': { 'f:a': {} } },
          },
        ],
      },
    }),
    merge('ann', of({ b: '2' })),
  ),
  scene(
    'more than ten updaters become ancient',
    create('m00', of({ k00: '1' })),
    ...Array.from({ length: 15 }, (_, i) => `m${String(i + 1).padStart(2, '0')}`).map((name) =>
      merge(name, of({ [`k${name}`]: '1' })),
    ),
    apply('ann', one),
    merge('m99', of({ km05: '2', a: '2' })),
    merge('m98', of({ km06: '2' })),
  ),
  scene(
    'sets and lists of the metadata have owners by item',
    create('ann', { metadata: { finalizers: ['x/a', 'x/b'] } }),
    apply('ben', { metadata: { finalizers: ['x/c', 'x/a'] } }),
    apply('ben', { metadata: { finalizers: ['x/c'] } }),
    apply('ben', { metadata: { finalizers: ['x/c', 'x/c'] } }),
    apply('ben', { metadata: { ownerReferences: [owner('1'), owner('2')] } }),
    apply('cat', { metadata: { ownerReferences: [owner('2'), owner('3')] } }),
    apply('ben', { metadata: { ownerReferences: [{ ...owner('2'), name: 'other' }] } }),
    force('ben', { metadata: { ownerReferences: [{ ...owner('2'), name: 'other' }] } }),
    apply('ben', { metadata: { ownerReferences: [] } }),
    strategic('dan', {
      metadata: { ownerReferences: [{ uid: owner('3').uid, $patch: 'delete' }] },
    }),
    merge('dan', { metadata: { finalizers: [] } }),
    merge('dan', { metadata: { finalizers: null, ownerReferences: null } }),
  ),
  scene(
    'a configuration that is not of its kind is refused',
    create('ann', one),
    apply('ann', { foo: 1 }),
    apply('ann', { data: { a: 1 } }),
    apply('ann', { data: { a: { b: 1 } } }),
    apply('ann', { data: { a: ['x'] } }),
    apply('ann', { data: { a: true } }),
    apply('ann', { data: { a: 1.5 } }),
    apply('ann', { data: { a: 'x"\n' }, immutable: 'yes' }),
    apply('ann', { immutable: [1] }),
    apply('ann', { data: [] }),
    apply('ann', { data: 'text' }),
    apply('ann', { metadata: { foo: 1 } }),
    apply('ann', { metadata: { finalizers: 'x' } }),
    apply('ann', { metadata: { finalizers: [['x']] } }),
    apply('ann', { metadata: { finalizers: [null] } }),
    apply('ann', { metadata: { finalizers: [{}] } }),
    apply('ann', { metadata: { generation: 'x' } }),
    apply('ann', { metadata: { ownerReferences: [{ name: 'x' }] } }),
    apply('ann', { metadata: { ownerReferences: [owner('1'), owner('1')] } }),
    apply('ann', { metadata: { ownerReferences: [null] } }),
    apply('ann', { metadata: { ownerReferences: ['x'] } }),
    apply('ann', { metadata: { managedFields: [] } }),
    apply('ann', { metadata: { managedFields: null } }),
    apply('ann', { kind: 'Secret' }),
    apply('ann', { apiVersion: 'v2' }),
    apply('ann', { apiVersion: 'apps/v1', kind: 'Deployment' }),
    apply('ann', { metadata: { resourceVersion: '1' } }),
    apply('ann', { metadata: { uid: 'other' } }),
    apply('ann', { metadata: { creationTimestamp: null } }),
    apply('ann', { data: { a: '1', n: null } }),
    apply('ann', { data: { a: '1' }, metadata: { labels: null } }),
    seeing(({ metadata }) =>
      apply('ann', {
        metadata: { resourceVersion: (metadata as JsonObject)['resourceVersion'] ?? '' },
      }),
    ),
  ),
  scene(
    'an apply of nothing makes an object that nobody owns',
    apply('ann', {}),
    apply('ann', one),
    apply('ben', { metadata: { labels: { x: 'y' }, annotations: {} } }),
    apply('ben', { metadata: { labels: { x: 'y' } } }),
    apply('ben', {}),
  ),
  scene(
    'kubectl goes over from its own apply to that of the server',
    create('kubectl-client-side-apply', lastApplied(of({ a: '1', b: '1' }))),
    merge('ben', of({ c: '1' })),
    apply('kubectl', of({ a: '2', b: '1' })),
    apply('kubectl', of({ a: '2', c: '3' })),
    apply('ann', of({ a: '5' })),
  ),
]
