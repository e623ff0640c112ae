import { type Group, get, given, type Projection, post } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
  namespaces,
  pod,
  pods,
} from '../objects.ts'

const other = '/api/v1/namespaces/no-such-namespace/configmaps'
const labels = { color: 'red' }

const reason: Projection = (body) => Object(body).reason

export const creating: Group = {
  name: 'create',
  cases: {
    'a name that is taken is refused': [
      ...given(configMaps, configMap('a')),
      post(configMaps, configMap('a', {}, { other: 'content' })),
    ],
    'a name of an experiment that is taken is refused': [
      ...given(experiments, experiment('a')),
      post(experiments, experiment('a')),
    ],
    'a name may be left to the server': [
      post(configMaps, { metadata: { generateName: 'some-' } }),
      post(configMaps, { metadata: { generateName: 'some-' } }),
      post(experiments, { ...experiment(''), metadata: { generateName: 'some-' } }),
    ],
    'a name that is given is kept, whatever else might be generated': [
      post(configMaps, configMap('a', { generateName: 'some-' })),
    ],
    'a name is needed': [
      post(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
      post(configMaps, { apiVersion: 'v1', kind: 'ConfigMap' }),
      post(experiments, { ...experiment(''), metadata: {} }),
    ],
    'a name must fit into an address': [
      post(configMaps, configMap('Not A Name')),
      post(configMaps, configMap('-a')),
      post(configMaps, configMap('a/b')),
      post(configMaps, configMap('x'.repeat(254))),
      post(experiments, experiment('A')),
    ],
    'a made-up name must fit as well': [
      post(configMaps, { metadata: { generateName: 'Not A Name' } }, { only: reason }),
    ],
    'names of namespaces and services are shorter': [
      post(namespaces, { metadata: { name: 'a.b' } }),
      post('/api/v1/namespaces/<ns>/services', {
        metadata: { name: '1a' },
        spec: { ports: [{ port: 80 }] },
      }),
    ],
    'labels and annotations are checked': [
      post(configMaps, configMap('a', { labels: { 'not a key': 'x' } })),
      post(configMaps, configMap('a', { labels: { key: 'not a value' } })),
      post(configMaps, configMap('a', { annotations: { 'not a key': 'any value' } })),
      post(configMaps, configMap('a', { annotations: { KEY: 'x'.repeat(262144) } })),
      post(experiments, experiment('a', {}, { labels: { key: '-' } })),
    ],
    'metadata must have the right types': [
      post(configMaps, configMap('a', { labels: { key: 1 } })),
      post(configMaps, configMap('a', { labels: ['key'] })),
      post(configMaps, { metadata: { name: 1 } }),
      post(experiments, experiment('a', {}, { labels: { key: 1 } })),
      post(experiments, { ...experiment('a'), metadata: 'a' }),
    ],
    'the namespace of the path is filled in': [post(configMaps, { metadata: { name: 'a' } })],
    'another namespace than that of the path is refused': [
      post(configMaps, configMap('a', { namespace: 'default' })),
      post(experiments, experiment('a', {}, { namespace: 'default' })),
    ],
    'a namespace has no namespace': [
      post(namespaces, { metadata: { name: '<ns>-x', namespace: 'default' } }),
    ],
    'a namespace must be there': [
      post(other, configMap('a')),
      post(
        '/apis/contender.dev/v1alpha1/namespaces/no-such-namespace/modelexperiments',
        experiment('a'),
      ),
    ],
    'without a namespace nothing that has one is made': [
      post('/api/v1/configmaps', configMap('a', { namespace: '<ns>' })),
    ],
    'what the server says of an object cannot be said by others': [
      post(
        configMaps,
        configMap('a', {
          uid: '11111111-2222-3333-4444-555555555555',
          creationTimestamp: '2020-01-01T00:00:00Z',
          deletionTimestamp: '2020-01-01T00:00:00Z',
          deletionGracePeriodSeconds: 5,
          generation: 7,
          selfLink: '/somewhere',
          labels,
        }),
      ),
      post(experiments, experiment('a', {}, { generation: 7, uid: 'mine' })),
    ],
    'a version is not given to what is made': [
      post(configMaps, configMap('a', { resourceVersion: '1' })),
      post(configMaps, configMap('a', { resourceVersion: '0' })),
      post(experiments, experiment('b', {}, { resourceVersion: '1' })),
    ],
    'status is not made with the object': [
      post(experiments, { ...experiment('a'), status: { observedGeneration: 3 } }),
      post(deployments, { ...deployment('a'), status: { replicas: 3 } }),
      post(pods, { ...pod('a'), status: { phase: 'Running', podIP: '10.1.2.3' } }),
    ],
    'a dry run answers as if, and nothing is there': [
      post(configMaps, configMap('a', { labels }), { query: { dryRun: 'All' } }),
      get(`${configMaps}/a`),
      post(experiments, experiment('a'), { query: { dryRun: 'All' } }),
      get(`${experiments}/a`),
    ],
    'a dry run makes names up as well': [
      post(configMaps, { metadata: { generateName: 'x-' } }, { query: { dryRun: 'All' } }),
    ],
    'a dry run refuses what a real one would': [
      ...given(configMaps, configMap('a')),
      post(configMaps, configMap('a'), { query: { dryRun: 'All' } }),
      post(other, configMap('a'), { query: { dryRun: 'All' } }),
    ],
    'a dry run is All or nothing': [
      post(configMaps, configMap('a'), { query: { dryRun: 'Some' } }),
      post(configMaps, configMap('a'), { query: { dryRun: '' } }),
    ],
    'the writer may have a name': [
      post(configMaps, configMap('a', { labels }), { query: { fieldManager: 'me' } }),
      post(configMaps, configMap('b', { labels }), {
        headers: { 'user-agent': 'kubectl/v1.2 (linux)' },
      }),
      post(configMaps, configMap('c'), { query: { fieldManager: 'x'.repeat(129) } }),
    ],
    'the answer may be metadata, or a table': [
      post(configMaps, configMap('a', { labels }), { headers: { accept: metadataOnly } }),
      post(configMaps, configMap('b', { labels }), { headers: { accept: table } }),
    ],
    'an object of a name cannot be made at its own address': [
      post(`${configMaps}/a`, configMap('a')),
    ],
  },
}
