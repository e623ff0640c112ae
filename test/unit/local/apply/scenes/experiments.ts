import type { JsonObject } from '../../../../../src/api/json.ts'
import type { Script, Step } from '../recording.ts'
import { apply, claimsOf, create, force, json, merge, over, seeing, update } from './asks.ts'

const experiment = (name: string, ...steps: readonly Step[]): Script => ({
  kind: 'ModelExperiment',
  name,
  steps,
})
const proof = (name: string, ...steps: readonly Step[]): Script => ({ kind: 'Proof', name, steps })

const variant = (name: string, rest: JsonObject = {}): JsonObject => ({
  ...{ name, model: { uri: `s3://models/${name}.onnx` } },
  ...rest,
})
const metrics = [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }]
const spec = (variants: readonly JsonObject[], rest: JsonObject = {}): JsonObject => ({
  spec: { task: 'Classification', champion: 'a', variants, metrics, ...rest },
})
const ofSpec = (change: JsonObject): JsonObject => ({ spec: change })
const item = (name: string, rest: JsonObject = {}): JsonObject => ({ name, ...rest })
const items = (...of: readonly JsonObject[]): JsonObject => ofSpec({ items: of })

const everything: JsonObject = {
  ...{ text: 't', number: 5, amount: '5', truth: false },
  ...{ set: ['b', 'a'], numbers: [10, 9], atomic: ['a', 'b'] },
  plain: [{ a: '1' }],
  struct: { a: '1', b: { c: '1' } },
  whole: { a: '1', b: '2' },
  map: { x: '1', y: '<2>' },
  wholeMap: { x: '1' },
  deep: { k: { a: '1', set: ['p'] } },
  open: { known: 'k', other: { x: [1] } },
  items: [
    item('a', { ports: [{ port: 1, protocol: 'UDP' }] }),
    item('a<&>b', { struct: { a: '1' } }),
  ],
}

function condition(type: string, status: string): JsonObject {
  const lastTransitionTime = '2026-01-02T03:04:05Z'
  return { type, status, reason: 'Because', message: '', lastTransitionTime }
}

export const experiments: readonly Script[] = [
  experiment(
    'variants have owners of their own',
    apply('git', spec([variant('a')])),
    apply('git', spec([variant('a', { replicas: 2 }), variant('b')])),
    apply('ops', ofSpec({ variants: [{ name: 'b', replicas: 3 }] })),
    apply('git', spec([variant('a')])),
    apply('ops', ofSpec({})),
    apply('git', spec([variant('a'), variant('a')])),
    apply('git', spec([variant('a')], { suspended: true })),
    apply('git', spec([variant('a')], { suspend: true })),
    merge('kubectl-edit', ofSpec({ suspend: false })),
    apply('git', spec([variant('a')], { suspend: true })),
  ),
  experiment(
    'a status is applied by one and patched by another',
    create('git', spec([variant('a')])),
    apply(
      'contender',
      { status: { observedGeneration: 1, conditions: [condition('Ready', 'True')] } },
      { part: 'status' },
    ),
    apply(
      'contender',
      { status: { observedGeneration: 2, conditions: [condition('Ready', 'False')] } },
      { part: 'status' },
    ),
    merge(
      'other',
      { status: { observedGeneration: 3 }, spec: { suspend: true } },
      { part: 'status' },
    ),
    apply('contender', { status: { observedGeneration: 2 } }, { part: 'status' }),
    force(
      'contender',
      { status: { observedGeneration: 2 }, metadata: { labels: { a: 'b' } } },
      { part: 'status' },
    ),
    apply('contender', {}, { part: 'status' }),
    merge('git', { status: { observedGeneration: 7 } }),
  ),
  proof(
    'everything has the owners that its type gives it',
    apply('ann', ofSpec(everything)),
    apply('ann', ofSpec(everything)),
    apply(
      'ben',
      ofSpec({ set: ['c', 'a'], numbers: [2, 10], atomic: ['a', 'b'], map: { x: '1', z: '3' } }),
    ),
    apply('ben', ofSpec({ whole: { a: '1' } })),
    force(
      'ben',
      ofSpec({ whole: { a: '1' }, wholeMap: { q: '1' }, open: { known: 'n', other: { x: [2] } } }),
    ),
    apply('ann', ofSpec({ text: 't' })),
    merge(
      'cat',
      ofSpec({ deep: { k: { set: ['p', 'q'] } }, struct: { b: { c: '2' } }, number: 6 }),
    ),
    apply('ann', ofSpec({ text: 't', deep: { k: { set: ['q'] } } })),
    apply('ann', {}),
    apply('ben', {}),
  ),
  proof(
    'lists are merged in the order of who applies',
    create('ann', items(item('a'), item('b'), item('c'), item('d'))),
    apply('ben', items(item('d'), item('x'), item('b'))),
    apply('ben', items(item('y'), item('a'), item('x'))),
    apply('ben', items(item('x'), item('d'), item('a'), item('y'))),
    apply('cat', items(item('z'), item('y'))),
    apply(
      'cat',
      items(item('y', { value: '1', ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] })),
    ),
    apply('ben', items(item('y', { ports: [{ port: 1, label: 'x' }] }))),
    apply('cat', items(item('y'))),
    apply('ben', {}),
    merge('dan', ofSpec({ items: [item('a', { ports: [{ port: 1, protocol: 'TCP' }] })] })),
    apply('ben', items(item('a', { ports: [{ port: 1, label: 'y' }] }))),
    apply('ben', items(item('a'))),
  ),
  proof(
    'what is null, empty or absent is told apart',
    apply('ann', ofSpec({ map: {}, set: [], atomic: [], struct: {}, items: [] })),
    apply('ann', ofSpec({ map: {}, set: ['a'], atomic: [], struct: {} })),
    apply('ben', ofSpec({ map: { a: '1' }, struct: { a: '1' } })),
    apply('ann', ofSpec({ map: null, struct: null, set: null, atomic: null })),
    apply('ben', ofSpec({ map: null })),
    merge('cat', ofSpec({ map: {}, set: [] })),
    merge('cat', ofSpec({ struct: null, map: { a: '1' } })),
    apply('ben', ofSpec({ map: { b: '1' } })),
    apply('ben', ofSpec({ map: {} })),
    apply('ben', {}),
    apply('ben', ofSpec({ deep: { k: {}, l: { a: '1' } } })),
    apply('ben', ofSpec({ deep: { l: {} } })),
    apply('ben', ofSpec({})),
  ),
  proof(
    'free fields have owners as far as they are objects',
    create('ann', ofSpec({ anything: { a: { b: 1, c: [1, 2] }, l: [{ name: 'x' }] } })),
    apply('ben', ofSpec({ anything: { a: { b: 1, d: true }, l: [{ name: 'x' }], n: null } })),
    apply('ben', ofSpec({ anything: { a: { b: 2 } } })),
    force('ben', ofSpec({ anything: { a: 'text' } })),
    merge('ann', ofSpec({ anything: { a: { b: 1 } } })),
    merge('cat', ofSpec({ anything: { a: [1] } })),
    apply('ben', ofSpec({ amount: 5 })),
    apply('cat', ofSpec({ amount: '5' })),
    force('cat', ofSpec({ amount: '5' })),
    apply('ben', ofSpec({ amount: { a: 1 } })),
    apply('ben', ofSpec({})),
  ),
  proof(
    'what is not of its type is refused, with all that is wrong',
    create('ann', ofSpec({ text: 'x' })),
    apply('ann', ofSpec({ text: 5 })),
    apply('ann', ofSpec({ text: 5, number: 'x', truth: 'y' })),
    apply('ann', ofSpec({ number: true })),
    apply('ann', ofSpec({ number: { a: 1 } })),
    apply('ann', ofSpec({ truth: [1, 'a', null, 1.5] })),
    apply('ann', ofSpec({ text: { b: 1, a: ['x', null] } })),
    apply('ann', ofSpec({ text: 1.25 })),
    apply('ann', ofSpec({ text: 1e21 })),
    apply('ann', ofSpec({ unknown: 1 })),
    apply('ann', { extra: 1 }),
    apply('ann', items(item('a'), { value: 'x' })),
    apply('ann', items(item('a', { unknown: 1 }))),
    apply(
      'ann',
      items(item('a'), item('b', { ports: [{ port: 1 }, { port: 1, protocol: 'TCP' }] })),
    ),
    apply('ann', items(item('a', { ports: [{}] }))),
    apply('ann', items(item('a', { ports: [{ protocol: 'TCP' }] }))),
    apply('ann', ofSpec({ set: ['a', 'a'] })),
    apply('ann', ofSpec({ set: [['a']] })),
    apply('ann', ofSpec({ set: [{}] })),
    apply('ann', ofSpec({ set: [1] })),
    apply('ann', ofSpec({ numbers: ['a', 1.5] })),
    apply('ann', ofSpec({ plain: ['x'] })),
    apply('ann', ofSpec({ plain: [{ a: 1 }, { c: 1 }] })),
    apply('ann', ofSpec({ wholeMap: { a: 1 } })),
    apply('ann', ofSpec({ map: ['a'] })),
    apply('ann', ofSpec({ set: {} })),
    apply('ann', { spec: 'x' }),
    apply('ann', { spec: null }),
    apply('ann', ofSpec({ items: 'x' })),
    merge('ben', ofSpec({ set: ['a', 'b', 'a'] })),
    merge('ben', ofSpec({ unknown: 1 })),
  ),
  proof(
    'what is there twice has one owner, and is no obstacle',
    create('ann', ofSpec({ plain: [{ a: '1' }, { a: '1' }] })),
    seeing((live) =>
      json('ann', [
        {
          op: 'replace',
          path: '/metadata/managedFields',
          value: claimsOf(live).map((claim) => ({ ...claim, operation: 'Apply' })),
        },
      ]),
    ),
    apply('ann', {}),
    update('ben', (live) => over(live, ofSpec({ text: 'y' }))),
    update('ben', (live) => over(live, ofSpec({ text: 'y' }))),
  ),
]
