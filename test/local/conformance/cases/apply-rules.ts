import { apply, type Group, get, given, merge, post } from '../case.ts'
import {
  configMap,
  configMaps,
  container,
  deployment,
  deployments,
  experiment,
  experiments,
  podSpec,
} from '../objects.ts'

const path = `${configMaps}/a`
const data = (entries: object) => configMap('a', {}, entries)

export const applyRules: Group = {
  name: 'apply rules',
  cases: {
    'who applies says who he is': [apply(path, configMap('a'), { query: { fieldManager: '' } })],
    'a name is not too long, and can be read': [
      apply(path, configMap('a'), { query: { fieldManager: 'x'.repeat(129) } }),
      apply(path, configMap('a'), { query: { fieldManager: 'a\tb' } }),
    ],
    'an object says of which kind it is': [
      apply(path, { metadata: { name: 'a' } }),
      apply(path, { kind: 'ConfigMap', metadata: { name: 'a' } }),
      apply(`${experiments}/a`, { metadata: { name: 'a' } }),
    ],
    'another kind or version is refused': [
      apply(path, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }),
      apply(`${deployments}/a`, { ...deployment('a'), apiVersion: 'apps/v1beta1' }),
      apply(`${experiments}/a`, { ...experiment('a'), apiVersion: 'contender.dev/v9' }),
    ],
    'the name is that of the address': [
      apply(path, configMap('b')),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap' }),
      apply(`${configMaps}/c`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
    ],
    'what is there already has its name': [
      apply(path, configMap('a')),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } }),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: { a: 'b' } } }),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' } }),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } }),
      apply(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'default' } }),
    ],
    'the namespace is that of the address': [apply(path, configMap('a', { namespace: 'default' }))],
    'the namespace must be there': [
      apply('/api/v1/namespaces/no-such-namespace/configmaps/a', configMap('a')),
    ],
    'no fields of others are handed in': [
      apply(path, configMap('a', { managedFields: [{ manager: 'x', operation: 'Apply' }] })),
      apply(path, configMap('a', { managedFields: [] })),
    ],
    'a version of what is not there is not heard': [
      apply(path, configMap('a', { resourceVersion: '1' })),
    ],
    'as it was seen': [
      post(configMaps, configMap('a'), { as: 'made' }),
      apply(
        path,
        configMap('a', { resourceVersion: '<made.metadata.resourceVersion>' }, { a: 'b' }),
      ),
      apply(
        path,
        configMap('a', { resourceVersion: '<made.metadata.resourceVersion>' }, { a: 'c' }),
      ),
    ],
    'only the one that was meant': [
      apply(path, configMap('a', { uid: '11111111-2222-3333-4444-555555555555' })),
      post(configMaps, configMap('a'), { as: 'made' }),
      apply(path, configMap('a', { uid: '11111111-2222-3333-4444-555555555555' })),
      apply(path, configMap('a', { uid: '<made.metadata.uid>' }, { a: 'b' })),
    ],
    'only the experiment that was meant, as it was seen': [
      apply(
        `${experiments}/a`,
        experiment('a', {}, { uid: '11111111-2222-3333-4444-555555555555' }),
      ),
      post(experiments, experiment('a'), { as: 'made' }),
      apply(
        `${experiments}/a`,
        experiment('a', {}, { resourceVersion: '1', uid: '<made.metadata.uid>' }),
      ),
      apply(`${experiments}/a`, experiment('a', {}, { uid: '<made.metadata.uid>' })),
    ],
    'an unknown field is refused, whatever one asks for': [
      apply(path, { ...configMap('a'), colour: 'red' }),
      apply(path, { ...configMap('a'), colour: 'red' }, { query: { fieldValidation: 'Ignore' } }),
      apply(path, { ...configMap('a'), colour: 'red' }, { query: { fieldValidation: 'Strict' } }),
      apply(`${experiments}/a`, experiment('a', { colour: 'red' })),
      apply(`${deployments}/a`, deployment('a', { colour: 'red' })),
    ],
    'a field of the wrong type is refused': [
      apply(path, configMap('a', {}, { key: 1 })),
      apply(path, { ...configMap('a'), data: 'text' }),
      apply(`${deployments}/a`, deployment('a', { replicas: 'three' })),
      apply(`${experiments}/a`, experiment('a', { variants: {} })),
    ],
    'an item without its key is refused': [
      apply(`${deployments}/a`, deployment('a', {}, podSpec({ image: 'web:1' }))),
      apply(`${experiments}/a`, experiment('a', { variants: [{ model: { uri: 's3://m/1' } }] })),
    ],
    'a key that comes twice is refused': [
      apply(
        `${deployments}/a`,
        deployment('a', {}, podSpec(container(), container({ image: 'x' }))),
      ),
      apply(path, configMap('a', { finalizers: ['contender.dev/a', 'contender.dev/a'] })),
    ],
    'null is as good as nothing': [
      apply(path, { ...configMap('a'), data: null }),
      apply(path, data({ one: null }), { only: (body) => Object(body).message }),
    ],
    'what comes of it must be sound': [
      apply(`${deployments}/a`, deployment('a', {}, podSpec({ name: 'web' }))),
      apply(`${experiments}/a`, experiment('a', { champion: 'v9' })),
      apply(path, configMap('a', { labels: { 'not a key': 'x' } })),
    ],
    'it is YAML that is applied': [
      apply(path, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  key: value\n'),
      apply(path, 'apiVersion: ['),
      apply(path, ''),
      apply(path, '[]'),
    ],
    'JSON is YAML, but not under its own name': [
      apply(path, configMap('a'), { headers: { 'content-type': 'application/apply-patch+json' } }),
    ],
    'a dry run answers as if, and nothing has changed': [
      apply(path, data({ key: 'value' }), { query: { dryRun: 'All' } }),
      get(path),
      apply(path, data({ key: 'value' })),
      apply(path, data({ key: 'other' }), { query: { dryRun: 'All' } }),
      get(path),
    ],
    'a dry run is in conflict as well': [
      apply(path, data({ key: 'value' })),
      apply(path, data({ key: 'other' }), { query: { fieldManager: 'two', dryRun: 'All' } }),
    ],
    'status is not applied with the object': [
      apply(`${experiments}/a`, { ...experiment('a'), status: { observedGeneration: 3 } }),
      apply(`${deployments}/a`, { ...deployment('a'), status: { replicas: 3 } }),
    ],
    'status is applied at its own address': [
      ...given(experiments, experiment('a')),
      apply(`${experiments}/a/status`, {
        apiVersion: 'contender.dev/v1alpha1',
        kind: 'ModelExperiment',
        metadata: { name: 'a' },
        status: {
          observedGeneration: 1,
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'Fine',
              message: '',
              lastTransitionTime: '2025-01-02T03:04:05Z',
            },
          ],
        },
      }),
      apply(`${experiments}/a/status`, {
        apiVersion: 'contender.dev/v1alpha1',
        kind: 'ModelExperiment',
        metadata: { name: 'a' },
        status: { observedGeneration: 2 },
      }),
    ],
    'status of a Deployment is applied at its own address': [
      ...given(deployments, deployment('a')),
      apply(`${deployments}/a/status`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'a', labels: { x: 'y' } },
        spec: { replicas: 7 },
        status: { replicas: 1, observedGeneration: 1 },
      }),
    ],
    'status of what is not there is not made': [
      apply(`${experiments}/a/status`, {
        apiVersion: 'contender.dev/v1alpha1',
        kind: 'ModelExperiment',
        metadata: { name: 'a' },
        status: { observedGeneration: 1 },
      }),
    ],
    'owners of the past may be removed': [
      apply(path, data({ one: '1' })),
      merge(path, { metadata: { managedFields: [{}] } }),
      apply(path, data({ two: '2' })),
    ],
    'who applied and then writes is two': [
      apply(path, data({ one: '1' })),
      merge(path, { data: { one: '2' } }, { query: { fieldManager: 'one' } }),
    ],
  },
}
