import { expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../src/api/json.ts'
import { applyAll } from '../../../src/local/applying.ts'
import { createKinds } from '../../../src/local/kinds/kinds.ts'
import { createBooks } from '../../../src/local/server/account.ts'
import { createMemoryStore } from '../../../src/local/store/memory.ts'
import { readManifests } from '../../../src/manifest/manifest.ts'

/** A cluster in which nothing happens by itself. */
function newGround() {
  let made = 0
  return {
    kinds: createKinds({ serviceAddress: '127.0.0.1' }),
    store: createMemoryStore(),
    accountsOf: createBooks(),
    wall: () => 1_700_000_000_000,
    newUid: () => `uid-${++made}`,
    chance: () => 0.5,
  }
}

const objectsIn = (text: string): readonly Json[] => readManifests(text).map(({ value }) => value)

const namespace = (name: string): JsonObject => ({
  ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
})
const configMap = (name: string, data: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more } },
  data,
})

/** What becomes of the text of a file in a cluster that has the namespace `default`. */
function applied(text: string, ground = newGround()) {
  applyAll(ground, [namespace('default')])
  return { ground, applied: applyAll(ground, objectsIn(text)) }
}

const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers: [{ name: a, image: a }]
  ${spec}
`
const experiment = (spec: string) => `
apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata: { name: a }
spec:
  champion: v3
  variants: [{ name: v3, model: { uri: "s3://m/3.onnx" } }]
  ${spec}
`

it.each([
  [
    'an annotation',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, annotations: { x: 9007199254740993 } }',
    '.metadata.annotations.x: expected string, got &value.valueUnstructured{Value:9007199254740993}',
  ],
  [
    'a bounded field of an experiment',
    experiment('router: { replicas: 9007199254740993 }'),
    'spec.router.replicas: Invalid value: 9007199254740993: spec.router.replicas in body should be less than or equal to 100',
  ],
  [
    'a text of an experiment',
    experiment('task: 9007199254740993'),
    '.spec.task: expected string, got &value.valueUnstructured{Value:9007199254740993}',
  ],
])('says of a long integer in %s what kubectl would be told', (_, text, words) => {
  const { applied: outcome } = applied(text)
  const { refused = [] } = outcome as { refused?: readonly { why: string }[] }
  expect(refused.map(({ why }) => why)).toEqual([expect.stringContaining(words)])
})

it.each([
  [
    'an int64 field',
    pod('terminationGracePeriodSeconds: 9007199254740993'),
    'spec.terminationGracePeriodSeconds',
    ['spec', 'terminationGracePeriodSeconds'],
  ],
  [
    'an int64 field within a list',
    pod(
      'tolerations: [{ operator: Exists, effect: NoExecute, tolerationSeconds: 9223372036854775807 }]',
    ),
    'spec.tolerations[0].tolerationSeconds',
    ['spec', 'tolerations', 0, 'tolerationSeconds'],
  ],
])('refuses, by its place, a long integer in %s, which it would round', (_, text, field, path) => {
  const { applied: outcome, ground } = applied(text)
  expect(outcome).toEqual({
    refused: [
      {
        ...{ title: 'Pod a', index: 0, path },
        why: expect.stringMatching(
          new RegExp(`^${field.replace(/[.[\]]/g, '\\$&')}: \\d{16,} would be rounded here`),
        ),
      },
    ],
  })
  expect(ground.store.list('pods')).toEqual([])
})

it.each([undefined, '', 'default'])('takes %j for the usual namespace, as kubectl does', (said) => {
  const ground = newGround()
  applyAll(ground, [namespace('default')])
  const more = said === undefined ? {} : { namespace: said }
  expect(applyAll(ground, [configMap('a', {}, more)])).toMatchObject({
    done: [{ what: 'created' }],
  })
  expect(ground.store.get('configmaps', 'default/a')).toBeDefined()
})

it('keeps each digit of a quantity', () => {
  const limits = 'resources: { limits: { memory: 9007199254740993 } }'
  const { applied: outcome, ground } = applied(pod('').replace('image: a', `image: a, ${limits}`))
  expect(outcome).toMatchObject({ done: [{ title: 'Pod a', what: 'created' }] })
  const [stored] = ground.store.list('pods') ?? []
  expect(Object(stored?.['spec']).containers[0].resources.limits).toEqual({
    memory: '9007199254740993',
  })
})

it.each([
  ['data', configMap('b', { a: 1 }, { namespace: 'early' }), '.data.a: expected string'],
  [
    'a namespace that is not there',
    configMap('b', {}, { namespace: 'nowhere' }),
    'namespaces "nowhere" not found',
  ],
  [
    'a kind that is not served',
    { ...configMap('b', {}), kind: 'Poem' },
    'this cluster serves no Poem of v1',
  ],
  ['nothing in it', {}, 'it needs apiVersion and kind'],
  ['no object', 'hello', 'it needs apiVersion and kind'],
  ['no name', { apiVersion: 'v1', kind: 'ConfigMap' }, 'metadata.name is missing'],
])('writes nothing at all, not even a namespace, where one of them is refused for %s', (_, wrong, why) => {
  const ground = newGround()
  applyAll(ground, [namespace('default')])
  const version = ground.store.version()
  const sound = [configMap('a', {}, { namespace: 'early' }), namespace('early')]
  const outcome = applyAll(ground, [...sound, wrong])
  expect(outcome).toMatchObject({ refused: [{ index: 2, why: expect.stringContaining(why) }] })
  expect(ground.store.version()).toBe(version)

  const done = ['Namespace early', 'ConfigMap a'] // alone they would be, the namespace first
  expect(applyAll(ground, sound)).toMatchObject({
    done: done.map((title) => ({ title, what: 'created' })),
  })
})

it('finds out what one does to another before the first is written', () => {
  const selecting = (app: string) => ({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: { containers: [{ name: 'a', image: 'a' }] },
      },
    },
  })
  const ground = newGround()
  applyAll(ground, [namespace('default')])
  expect(applyAll(ground, [selecting('one'), selecting('two')])).toMatchObject({
    refused: [{ index: 1, why: expect.stringContaining('field is immutable') }],
  })
  expect(ground.store.list('deployments.apps')).toEqual([])
})

it('says what is new, what is other, and what is as it was', () => {
  const ground = newGround()
  const apply = (...data: readonly string[]) => {
    const objects = data.map((text, i) => configMap(`c${i}`, { text }))
    const outcome = applyAll(ground, [namespace('default'), ...objects])
    return 'done' in outcome ? outcome.done.slice(1).map(({ what }) => what) : outcome
  }
  expect(apply('a')).toEqual(['created'])
  expect(apply('a', 'b')).toEqual(['unchanged', 'created'])
  expect(apply('c', 'b')).toEqual(['configured', 'unchanged'])
})

it('passes on what the API warns of', () => {
  const { applied: outcome } = applied(pod('').replace('name: a', 'name: a.b'))
  expect(outcome).toMatchObject({
    done: [{ index: 0, warnings: [expect.stringContaining('a DNS label is recommended')] }],
  })
})
