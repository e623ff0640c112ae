import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import type { Script } from '../recording.ts'
import { create, json, merge } from './asks.ts'

const start: JsonObject = {
  metadata: { finalizers: ['x/a', 'x/b', 'x/c'], annotations: { 'a/b': '1', c: '2' } },
  data: { a: '1', b: '2', e: '' },
}

const add = (path: string, value: Json): Json => ({ op: 'add', path, value })
const op = (name: string, path: string, rest: JsonObject = {}): Json => ({
  op: name,
  path,
  ...rest,
})

const made: readonly Json[] = [
  null,
  [],
  [add('/data/c', '3')],
  [add('/data/b', null)],
  [op('add', '/data/d')],
  [op('replace', '/data/new', { value: '1' })],
  [op('replace', '/data/new')],
  [op('remove', '/data/new')],
  [op('copy', '/data/f', { from: '/data/a' })],
  [op('copy', '/data/g', { from: '/data/nothing' })],
  [op('move', '/data/h', { from: '/data/f' })],
  [op('test', '/data/a', { value: '1' }), add('/data/i', '1')],
  [op('test', '/data/nothing', { value: null })],
  [op('test', '/data/nothing')],
  [op('test', '/metadata/finalizers', { value: ['x/a', 'x/b', 'x/c'] })],
  [op('test', '/metadata/annotations', { value: { c: '2', 'a/b': '1' } })],
  [add('/metadata/finalizers/-', 'x/d'), add('/metadata/finalizers/0', 'x/e')],
  [op('remove', '/metadata/finalizers/-1')],
  [add('/metadata/finalizers/-1', 'x/f')],
  [op('replace', '/metadata/finalizers/1', { value: 'x/g' })],
  [
    op('remove', '/metadata/finalizers/+0'),
    op('test', '/metadata/finalizers/00', { value: 'x/g' }),
  ],
  [op('move', '/metadata/finalizers/0', { from: '/metadata/finalizers/2' })],
  [
    op('replace', '/metadata/annotations/a~1b', { value: '9' }),
    op('remove', '/metadata/annotations/c'),
  ],
  [add('x/data/j', '1')],
  [add('/metadata/labels', { l: '1' }), op('replace', '/metadata/labels/l', { value: '2' })],
  [op('replace', '/data', { value: { z: '1' } })],
  [op('remove', '/data')],
  [op('remove', '/metadata/labels'), add('/metadata/labels', {}), add('/metadata/labels/m', '1')],
]

const refused: readonly Json[] = [
  {},
  'x',
  5,
  true,
  [1],
  ['x'],
  [[]],
  [true],
  [{ op: 1 }],
  [{ op: 'add', path: {} }],
  [{ op: 'move', from: [] }],
  [null],
  [{}],
  [{ op: 'foo', path: '/data' }],
  [{ path: '/data/a' }],
  [{ op: 'add', value: 1 }],
  [{ op: 'add', path: null, value: 1 }],
  [op('remove', '/data/nothing')],
  [op('remove', '/nothing/x')],
  [op('remove', '')],
  [add('', {})],
  [add('x', '1')],
  [add('/nothing/x', '1')],
  [add('/data/a/x', '1')],
  [add('/metadata/finalizers/9', 'x')],
  [add('/metadata/finalizers/-9', 'x')],
  [add('/metadata/finalizers/x', 'x')],
  [add('/metadata/finalizers/1e0', 'x')],
  [op('replace', '/metadata/finalizers/3', { value: 'x' })],
  [op('remove', '/metadata/finalizers/3')],
  [op('remove', '/metadata/finalizers/-')],
  [op('test', '/data/a', { value: '2' })],
  [op('test', '/data/a')],
  [op('test', '/data/a', { value: null })],
  [op('test', '/nothing/x', { value: null })],
  [op('test', '/metadata/finalizers', { value: ['x/b', 'x/a', 'x/c'] })],
  [op('move', '/data/x')],
  [op('move', '/data/x', { from: '/data/nothing' })],
  [op('move', '/nothing/x', { from: '/data/a' })],
  [op('copy', '/data/x', { from: '/nothing/a' })],
  [op('copy', '/data/x', { from: '' })],
  [op('replace', '', { value: 5 })],
  [op('replace', '', { value: 'x' })],
  [add('/data/x', '1'), op('remove', '/data/nothing')],
]

const merges: readonly Json[] = [
  {},
  { data: { a: null, nothing: null } },
  { data: { b: '3' }, metadata: { finalizers: ['x/z'] } },
  { metadata: { annotations: { n: '1', m: null }, finalizers: null } },
  { data: null, binaryData: { b: 'eA==' } },
  { data: { x: '1', y: null } },
  {
    metadata: {
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'u', controller: null }],
    },
  },
  { metadata: { ownerReferences: [] } },
  [],
  'x',
  5,
  false,
  null,
]

export const patches: readonly Script[] = [
  {
    ...{ kind: 'ConfigMap', name: 'JSON patches do what they say' },
    steps: [create('ann', start), ...made.map((patch) => json('ben', patch))],
  },
  {
    ...{ kind: 'ConfigMap', name: 'JSON patches that cannot be made are refused' },
    steps: [create('ann', start), ...refused.map((patch) => json('ben', patch))],
  },
  {
    ...{ kind: 'ConfigMap', name: 'merge patches do what they say' },
    steps: [create('ann', start), ...merges.map((patch) => merge('ben', patch))],
  },
  {
    ...{ kind: 'Proof', name: 'merge patches take nulls from what is new' },
    steps: [
      create('ann', { spec: { plain: [{ a: '1' }] } }),
      merge('ben', {
        spec: { anything: { a: null, b: { c: null, d: [{ e: null, f: 1 }, null] } } },
      }),
      merge('ben', { spec: { anything: { b: [{ e: null, f: 1 }] } } }),
      merge('ben', { spec: { anything: { b: [{ e: null }] } } }),
      merge('ben', { spec: { anything: { b: { x: null } } } }),
      merge('ben', { spec: { anything: { b: 'text', c: { d: 1 } } } }),
      merge('ben', { spec: { anything: { b: { x: null, y: 1 }, c: 'text' } } }),
      merge('ben', { spec: { plain: [{ a: null, b: '2' }] } }),
      merge('ben', { spec: { map: { 'c~d': '1', '~1': '2', '/~01': '3' } } }),
      json('ben', [op('replace', '/spec/map/c~0d', { value: '9' }), op('remove', '/spec/map/~01')]),
      json('ben', [op('test', '/spec/map/~1~001', { value: '3' })]),
    ],
  },
]
