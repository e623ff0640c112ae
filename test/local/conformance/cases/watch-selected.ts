import { events, type Group, given, merge, post, put, remove, watch } from '../case.ts'
import { configMap, configMaps, experiment, experiments, pod, pods } from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const made = post(configMaps, configMap('made'), { as: 'made' })
const red = { labelSelector: 'color=red', resourceVersion: version }

const painted = (name: string, color: string | null) =>
  merge(`${configMaps}/${name}`, { metadata: { labels: { color } } })

export const watchSelected: Group = {
  name: 'watch selected',
  cases: {
    'who comes in is added, who leaves is deleted': [
      made,
      watch('w', configMaps, red),
      painted('made', 'red'),
      put(`${configMaps}/made`, configMap('made', { labels: { color: 'red' } }, { key: 'value' })),
      painted('made', 'blue'),
      painted('made', 'red'),
      events('w', 4),
    ],
    'who was never in is not heard': [
      made,
      watch('w', configMaps, red),
      ...given(configMaps, configMap('a'), configMap('b', { labels: { color: 'blue' } })),
      remove(`${configMaps}/a`),
      post(configMaps, configMap('c', { labels: { color: 'red' } })),
      events('w', 1),
    ],
    'who left and is then removed is deleted once': [
      made,
      watch('w', configMaps, red),
      painted('made', 'red'),
      painted('made', null),
      remove(`${configMaps}/made`),
      post(configMaps, configMap('c', { labels: { color: 'red' } })),
      events('w', 3),
    ],
    'the past is selected as the present is': [
      made,
      painted('made', 'red'),
      painted('made', 'blue'),
      watch('w', configMaps, red),
      events('w', 2),
    ],
    'the first of a watch without a version are selected': [
      ...given(configMaps, configMap('a'), configMap('b', { labels: { color: 'red' } })),
      watch('w', configMaps, { labelSelector: 'color=red' }),
      post(configMaps, configMap('c', { labels: { color: 'red' } })),
      events('w', 2),
    ],
    'one object, by its name': [
      made,
      watch('w', configMaps, { fieldSelector: 'metadata.name=b', resourceVersion: version }),
      ...given(configMaps, configMap('a'), configMap('b')),
      remove(`${configMaps}/b`),
      events('w', 2),
    ],
    'experiments, by a set of values': [
      post(experiments, experiment('made'), { as: 'made' }),
      watch('w', experiments, { labelSelector: 'tier in (a,b)', resourceVersion: version }),
      ...given(
        experiments,
        experiment('none'),
        experiment('one', {}, { labels: { tier: 'a' } }),
        experiment('two', {}, { labels: { tier: 'b' } }),
      ),
      events('w', 2),
    ],
    'pods of a node': [
      post(pods, pod('idle'), { as: 'made' }),
      watch('w', pods, { fieldSelector: 'spec.nodeName=here', resourceVersion: version }),
      post(`${pods}/idle/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'idle' },
        target: { kind: 'Node', name: 'here' },
      }),
      events('w', 1),
    ],
    'a selector that cannot be read is refused': [
      watch('w', configMaps, { labelSelector: 'a in b' }),
      watch('w', configMaps, { fieldSelector: 'spec.x=y' }),
    ],
  },
}
