import { type Group, get, given, merge, post } from '../case.ts'
import { metadataOnly } from '../forms.ts'
import {
  configMap,
  configMaps,
  container,
  deployment,
  deployments,
  experiment,
  experiments,
  podSpec,
  service,
  services,
} from '../objects.ts'

const made = post(configMaps, configMap('a', { labels: { a: 'b', c: 'd' } }, { key: 'value' }), {
  as: 'made',
})
const version = '<made.metadata.resourceVersion>'

export const mergePatch: Group = {
  name: 'merge patch',
  cases: {
    'what is said changes, the rest stays': [
      made,
      merge(`${configMaps}/a`, { data: { other: 'content' } }),
      get(`${configMaps}/a`),
    ],
    'null takes away': [
      made,
      merge(`${configMaps}/a`, { data: null, metadata: { labels: { a: null } } }),
    ],
    'null where nothing is changes nothing': [
      made,
      merge(`${configMaps}/a`, { data: { nothing: null }, binaryData: null }),
    ],
    'nothing changes nothing': [
      made,
      merge(`${configMaps}/a`, {}),
      merge(`${configMaps}/a`, { data: { key: 'value' } }),
    ],
    'a list is replaced as a whole': [
      ...given(deployments, deployment('a', {}, podSpec(container(), container({ name: 'side' })))),
      merge(`${deployments}/a`, {
        spec: { template: { spec: { containers: [container({ name: 'other' })] } } },
      }),
    ],
    'an experiment': [
      ...given(experiments, experiment('a')),
      merge(`${experiments}/a`, { spec: { suspend: true, traffic: { fallback: null } } }),
      merge(`${experiments}/a`, {
        spec: { variants: [{ name: 'v1', model: { uri: 's3://models/9.onnx' } }] },
      }),
    ],
    'as it was seen': [
      made,
      merge(`${configMaps}/a`, { metadata: { resourceVersion: version }, data: { x: 'y' } }),
      merge(`${configMaps}/a`, { metadata: { resourceVersion: version }, data: { x: 'z' } }),
    ],
    'an experiment as it was seen': [
      post(experiments, experiment('a'), { as: 'made' }),
      merge(`${experiments}/a`, {
        metadata: { resourceVersion: version },
        spec: { suspend: true },
      }),
      merge(`${experiments}/a`, {
        metadata: { resourceVersion: version },
        spec: { suspend: false },
      }),
    ],
    'only the one that was meant': [
      made,
      merge(`${configMaps}/a`, { metadata: { uid: '11111111-2222-3333-4444-555555555555' } }),
      merge(`${configMaps}/a`, { metadata: { uid: '<made.metadata.uid>', labels: { x: 'y' } } }),
    ],
    'a name is not patched, nor a namespace, nor a kind': [
      made,
      merge(`${configMaps}/a`, { metadata: { name: 'b' } }),
      merge(`${configMaps}/a`, { metadata: { namespace: 'default' } }),
      merge(`${configMaps}/a`, { kind: 'Namespace' }),
      merge(`${configMaps}/a`, { apiVersion: 'v2' }),
    ],
    'what the server says of an object is not patched': [
      made,
      merge(`${configMaps}/a`, {
        metadata: { creationTimestamp: '2020-01-01T00:00:00Z', generation: 9, generateName: 'x-' },
      }),
      merge(`${configMaps}/a`, { metadata: { managedFields: [{}] } }),
      merge(`${configMaps}/a`, { metadata: { managedFields: [] }, data: { b: 'c' } }),
    ],
    'what is not there is not patched': [
      merge(`${configMaps}/none`, { data: {} }),
      merge(`${experiments}/none`, { spec: {} }),
    ],
    'what comes of it must be sound': [
      made,
      ...given(experiments, experiment('a')),
      ...given(services, service('a')),
      merge(`${configMaps}/a`, { metadata: { labels: { 'not a key': 'x' } } }),
      merge(`${experiments}/a`, { spec: { champion: 'v9' } }),
      merge(`${experiments}/a`, { spec: { task: null } }),
      merge(`${services}/a`, { spec: { ports: [{ port: 0 }] } }),
    ],
    'what comes of it must have the right types': [
      made,
      merge(`${configMaps}/a`, { data: 'text' }),
      merge(`${configMaps}/a`, { data: { key: 1 } }),
    ],
    'a default comes back where its value goes': [
      ...given(deployments, deployment('a', { replicas: 3, revisionHistoryLimit: 4 })),
      merge(`${deployments}/a`, { spec: { replicas: null, revisionHistoryLimit: null } }),
      ...given(experiments, experiment('a', { suspend: true })),
      merge(`${experiments}/a`, { spec: { suspend: null } }),
    ],
    'a patch must be an object': [
      made,
      merge(`${configMaps}/a`, '[]'),
      merge(`${configMaps}/a`, 'hello'),
      merge(`${configMaps}/a`, ''),
      merge(`${configMaps}/a`, 'null'),
    ],
    'a patch in YAML': [made, merge(`${configMaps}/a`, 'data: {x: y}')],
    'a dry run answers as if, and nothing has changed': [
      made,
      merge(`${configMaps}/a`, { data: { x: 'y' } }, { query: { dryRun: 'All' } }),
      get(`${configMaps}/a`),
    ],
    'the writer may have a name': [
      made,
      merge(`${configMaps}/a`, { data: { x: 'y' } }, { query: { fieldManager: 'me' } }),
      merge(`${configMaps}/a`, { data: { key: 'mine' } }, { query: { fieldManager: 'me' } }),
    ],
    'only apply may force': [
      made,
      merge(`${configMaps}/a`, { data: { x: 'y' } }, { query: { force: 'true' } }),
    ],
    'the answer may be metadata alone': [
      made,
      merge(`${configMaps}/a`, { data: { x: 'y' } }, { headers: { accept: metadataOnly } }),
    ],
    'not all of a kind at once': [merge(configMaps, { data: { x: 'y' } })],
  },
}
