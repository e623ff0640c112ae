import { events, type Group, get, given, merge, post, put, remove, watch } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import { configMap, configMaps, experiment, experiments, pod, pods } from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const made = post(configMaps, configMap('made'), { as: 'made' })
const from = { resourceVersion: version }

export const watching: Group = {
  name: 'watch',
  cases: {
    'what happens after a version': [
      made,
      ...given(configMaps, configMap('a')),
      put(`${configMaps}/a`, configMap('a', {}, { key: 'value' })),
      remove(`${configMaps}/a`),
      watch('w', configMaps, from),
      events('w', 3),
    ],
    'what happens while one listens': [
      made,
      watch('w', configMaps, from),
      post(configMaps, configMap('a')),
      put(`${configMaps}/a`, configMap('a', {}, { key: 'value' })),
      remove(`${configMaps}/a`),
      events('w', 3),
    ],
    'experiments are watched': [
      post(experiments, experiment('made'), { as: 'made' }),
      watch('w', experiments, from),
      ...given(experiments, experiment('a')),
      merge(`${experiments}/a`, { spec: { suspend: true } }),
      merge(`${experiments}/a/status`, { status: { observedGeneration: 2 } }),
      remove(`${experiments}/a`),
      events('w', 4),
    ],
    'without a version: what is there, and what happens then': [
      ...given(configMaps, configMap('b'), configMap('a')),
      watch('w', configMaps),
      post(configMaps, configMap('c')),
      events('w', 3),
    ],
    'from version 0: what is there, and what happens then': [
      ...given(configMaps, configMap('b'), configMap('a')),
      get(configMaps),
      watch('w', configMaps, { resourceVersion: '0' }),
      post(configMaps, configMap('c')),
      events('w', 3),
    ],
    'a change that changes nothing is none': [
      post(configMaps, configMap('a', {}, { key: 'value' }), { as: 'made' }),
      watch('w', configMaps, from),
      put(`${configMaps}/a`, configMap('a', {}, { key: 'value' })),
      post(configMaps, configMap('b')),
      events('w', 1),
    ],
    'a dry run is not seen': [
      made,
      watch('w', configMaps, from),
      post(configMaps, configMap('a'), { query: { dryRun: 'All' } }),
      post(configMaps, configMap('b')),
      events('w', 1),
    ],
    'a deletion that waits for a finalizer is a change, and then a removal': [
      post(configMaps, configMap('a', { finalizers: ['contender.dev/x'] }), { as: 'made' }),
      watch('w', configMaps, from),
      remove(`${configMaps}/a`),
      merge(`${configMaps}/a`, { metadata: { finalizers: null } }),
      events('w', 2),
    ],
    'the removal of a pod without a node is one event': [
      post(pods, pod('a'), { as: 'made' }),
      watch('w', pods, from),
      remove(`${pods}/a`),
      ...given(pods, pod('b')),
      events('w', 2),
    ],
    'other namespaces are not heard': [
      made,
      watch('w', configMaps, from),
      ...given('/api/v1/namespaces/default/configmaps', configMap('<ns>')),
      post(configMaps, configMap('b')),
      events('w', 1),
      remove('/api/v1/namespaces/default/configmaps/<ns>'),
    ],
    'all namespaces are heard where none is named': [
      made,
      watch('w', '/api/v1/configmaps', { ...from, labelSelector: 'case=<ns>' }),
      ...given(
        '/api/v1/namespaces/default/configmaps',
        configMap('<ns>', { labels: { case: '<ns>' } }),
      ),
      post(configMaps, configMap('b', { labels: { case: '<ns>' } })),
      events('w', 2),
      remove('/api/v1/namespaces/default/configmaps/<ns>'),
    ],
    'several watches hear the same': [
      made,
      watch('one', configMaps, from),
      watch('other', configMaps, from),
      post(configMaps, configMap('a')),
      remove(`${configMaps}/a`),
      events('one', 2),
      events('other', 2),
    ],
    'metadata alone': [
      made,
      watch('w', configMaps, from, { accept: metadataOnly }),
      ...given(configMaps, configMap('a', {}, { key: 'value' })),
      remove(`${configMaps}/a`),
      events('w', 2),
    ],
    'rows of a table; columns are told with the first': [
      made,
      watch('w', configMaps, from, { accept: table }),
      ...given(configMaps, configMap('a', {}, { key: 'value' })),
      remove(`${configMaps}/a`),
      events('w', 2),
    ],
    'rows of a table that hold whole experiments': [
      post(experiments, experiment('made'), { as: 'made' }),
      watch('w', experiments, { ...from, includeObject: 'Object' }, { accept: table }),
      ...given(experiments, experiment('a')),
      merge(`${experiments}/a`, { metadata: { labels: { a: 'b' } } }),
      events('w', 2),
    ],
    'the old way to ask for a watch': [
      made,
      watch('w', '/api/v1/watch/namespaces/<ns>/configmaps', from),
      post(configMaps, configMap('a')),
      events('w', 1),
    ],
    'one may say it with a 1': [
      made,
      watch('w', configMaps, { ...from, watch: '1' }),
      post(configMaps, configMap('a')),
      events('w', 1),
    ],
    'it ends when its time is up': [
      made,
      watch('w', configMaps, { ...from, timeoutSeconds: '1' }),
      post(configMaps, configMap('a')),
      events('w', 'its end'),
    ],
    'a time limit that is not a number is refused': [
      get(configMaps, { query: { watch: 'true', timeoutSeconds: 'long' } }),
    ],
    'a watch that is not wanted is a list': [made, get(configMaps, { query: { watch: 'false' } })],
  },
}
