import { type Group, get, given, merge, post, put, remove } from '../case.ts'
import {
  configMap,
  configMaps,
  experiment,
  experiments,
  namespace,
  namespaces,
} from '../objects.ts'

const other = '<ns>-other'
const inOther = `/api/v1/namespaces/${other}/configmaps`
const gone = remove(`${namespaces}/${other}`, { only: () => undefined })
const made = post(namespaces, namespace(other))

export const namespacing: Group = {
  name: 'namespaces',
  cases: {
    'a namespace is made, active and with its name as a label': [
      made,
      get(`${namespaces}/${other}`),
      gone,
    ],
    'a name that is taken is refused': [post(namespaces, namespace('<ns>'))],
    'a namespace without a name may get one': [
      post(namespaces, { metadata: { generateName: '<ns>-' } }, { as: 'made' }),
      remove(`${namespaces}/<made.metadata.name>`, { only: () => undefined }),
    ],
    'the label of its name comes back': [
      merge(`${namespaces}/<ns>`, {
        metadata: { labels: { 'kubernetes.io/metadata.name': 'wrong', a: 'b' } },
      }),
      merge(`${namespaces}/<ns>`, { metadata: { labels: null } }),
    ],
    'what keeps it is not changed with it': [
      put(`${namespaces}/<ns>`, { ...namespace('<ns>'), spec: { finalizers: [] } }),
      merge(`${namespaces}/<ns>`, { spec: { finalizers: ['contender.dev/x'] } }),
    ],
    'it goes when it is empty, and says so': [made, remove(`${namespaces}/${other}`)],
    'what is in it keeps it': [
      made,
      post(inOther, configMap('a', { finalizers: ['contender.dev/x'] })),
      remove(`${namespaces}/${other}`),
      get(`${namespaces}/${other}`, { only: (body) => Object(Object(body).status).phase }),
      merge(`${inOther}/a`, { metadata: { finalizers: null } }, { only: () => undefined }),
    ],
    'nothing is made in one that is going': [
      made,
      post(inOther, configMap('a', { finalizers: ['contender.dev/x'] })),
      gone,
      post(inOther, configMap('b')),
      post(`/apis/contender.dev/v1alpha1/namespaces/${other}/modelexperiments`, experiment('b')),
      merge(`${inOther}/a`, { metadata: { finalizers: null } }, { only: () => undefined }),
    ],
    'what is in one that is going may still change': [
      made,
      post(inOther, configMap('a', { finalizers: ['contender.dev/x'] })),
      gone,
      merge(`${inOther}/a`, { data: { key: 'value' } }, { only: (body) => Object(body).data }),
      merge(`${inOther}/a`, { metadata: { finalizers: null } }, { only: () => undefined }),
    ],
    'one that is going may be told to go again': [
      made,
      post(inOther, configMap('a', { finalizers: ['contender.dev/x'] })),
      gone,
      remove(`${namespaces}/${other}`, { only: (body) => Object(body).code ?? Object(body).kind }),
      merge(`${inOther}/a`, { metadata: { finalizers: null } }, { only: () => undefined }),
    ],
    'a name of one that is going is taken': [
      made,
      post(inOther, configMap('a', { finalizers: ['contender.dev/x'] })),
      gone,
      made,
      merge(`${inOther}/a`, { metadata: { finalizers: null } }, { only: () => undefined }),
    ],
    'one that is not there cannot go': [remove(`${namespaces}/no-such-namespace`)],
    'some namespaces must not go': [
      remove(`${namespaces}/default`),
      remove(`${namespaces}/kube-system`),
    ],
    'a dry run lets it stay': [
      remove(`${namespaces}/<ns>`, { query: { dryRun: 'All' } }),
      get(`${namespaces}/<ns>`),
      post(namespaces, namespace(other), { query: { dryRun: 'All' } }),
      get(`${namespaces}/${other}`),
    ],
    'two namespaces keep the same name apart': [
      made,
      ...given(configMaps, configMap('a', {}, { of: 'one' })),
      ...given(inOther, configMap('a', {}, { of: 'other' })),
      ...given(experiments, experiment('a')),
      remove(`${configMaps}/a`),
      get(`${inOther}/a`),
      gone,
    ],
    'the namespaces that are always there': [
      get(`${namespaces}/default`, { only: (body) => Object(body).status }),
      get(`${namespaces}/kube-system`, { only: (body) => Object(body).status }),
      get(`${namespaces}/kube-public`, { only: (body) => Object(body).status }),
      get(`${namespaces}/kube-node-lease`, { only: (body) => Object(body).status }),
    ],
  },
}
