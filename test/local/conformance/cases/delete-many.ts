import { type Group, get, given, post, put, remove } from '../case.ts'
import {
  configMap,
  configMaps,
  experiment,
  experiments,
  pod,
  podSpec,
  pods,
  services,
} from '../objects.ts'

const red = { labels: { color: 'red' } }
const some = given(configMaps, configMap('a', red), configMap('b', red), configMap('c'))

const names = (body: unknown) => {
  const { items } = Object(body)
  return Array.isArray(items) ? items.map(({ metadata }) => metadata.name) : body
}
const left = get(configMaps, { only: names })

export const deletingMany: Group = {
  name: 'delete many',
  cases: {
    'all of a kind in a namespace': [...some, remove(configMaps), left],
    'those with a label': [
      ...some,
      remove(configMaps, { query: { labelSelector: 'color=red' } }),
      left,
    ],
    'one by its name': [
      ...some,
      remove(configMaps, { query: { fieldSelector: 'metadata.name=b' } }),
      left,
    ],
    none: [remove(configMaps), remove(experiments)],
    'all experiments': [
      ...given(experiments, experiment('a'), experiment('b')),
      remove(experiments),
      get(experiments),
    ],
    'those that must wait for somebody stay': [
      ...given(configMaps, configMap('a', { finalizers: ['contender.dev/x'] }), configMap('b')),
      remove(configMaps),
      get(configMaps),
    ],
    'pods are given time': [
      ...given(pods, pod('a', { ...podSpec(), nodeName: 'here' }), pod('b')),
      remove(pods),
      get(pods, { only: names }),
    ],
    'a dry run leaves all': [...some, remove(configMaps, { query: { dryRun: 'All' } }), left],
    'wishes hold for each': [
      ...given(configMaps, configMap('a'), configMap('b')),
      remove(configMaps, { body: { propagationPolicy: 'Foreground' } }),
    ],
    'a selector that cannot be read deletes nothing': [
      ...some,
      remove(configMaps, { query: { labelSelector: 'a in b' } }),
      remove(configMaps, { query: { fieldSelector: 'data.x=y' } }),
      left,
    ],
    'not across all namespaces': [remove('/api/v1/configmaps')],
    'all Services': [
      post(services, { metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } }),
      remove(services),
    ],
    'not all namespaces': [remove('/api/v1/namespaces')],
    'a page at a time': [...some, remove(configMaps, { query: { limit: '1' }, only: names }), left],
    'nothing else is done to all': [put(configMaps, {}), put(experiments, {})],
  },
}
