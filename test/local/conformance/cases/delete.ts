import { type Group, get, given, merge, post, put, remove } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
  service,
  services,
} from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const made = post(configMaps, configMap('a'), { as: 'made' })
const finalizers = ['contender.dev/x']
const options = (more: object) => ({
  body: { apiVersion: 'v1', kind: 'DeleteOptions', ...more },
})
const onNode = { ...podSpec(), nodeName: 'here' }

export const deleting: Group = {
  name: 'delete',
  cases: {
    'it is gone': [made, remove(`${configMaps}/a`), get(`${configMaps}/a`)],
    'what is gone cannot be deleted again': [
      made,
      remove(`${configMaps}/a`),
      remove(`${configMaps}/a`),
      remove(`${experiments}/none`),
    ],
    'an experiment': [
      ...given(experiments, experiment('a')),
      remove(`${experiments}/a`),
      get(`${experiments}/a`),
    ],
    'some kinds answer with what was': [
      ...given(deployments, deployment('a')),
      ...given(secrets, secret('a')),
      ...given(services, service('a')),
      ...given(pods, pod('a')),
      remove(`${deployments}/a`),
      remove(`${secrets}/a`),
      remove(`${services}/a`),
      remove(`${pods}/a`),
    ],
    'a name may be given again at once': [
      made,
      remove(`${configMaps}/a`),
      post(configMaps, configMap('a')),
    ],
    'only the one that was meant': [
      made,
      remove(
        `${configMaps}/a`,
        options({ preconditions: { uid: '11111111-2222-3333-4444-555555555555' } }),
      ),
      remove(`${configMaps}/a`, options({ preconditions: { uid: '<made.metadata.uid>' } })),
    ],
    'only as it was seen': [
      made,
      merge(`${configMaps}/a`, { data: { key: 'value' } }),
      remove(`${configMaps}/a`, options({ preconditions: { resourceVersion: version } })),
      get(`${configMaps}/a`),
    ],
    'as it was seen it may go': [
      made,
      remove(`${configMaps}/a`, options({ preconditions: { resourceVersion: version } })),
    ],
    'only the experiment that was meant, as it was seen': [
      post(experiments, experiment('a'), { as: 'made' }),
      merge(`${experiments}/a`, { spec: { suspend: true } }),
      remove(`${experiments}/a`, options({ preconditions: { resourceVersion: version } })),
      remove(`${experiments}/a`, options({ preconditions: { uid: 'another' } })),
      remove(`${experiments}/a`, options({ preconditions: { uid: '<made.metadata.uid>' } })),
    ],
    'a finalizer keeps it, and it is said to go': [
      ...given(configMaps, configMap('a', { finalizers })),
      remove(`${configMaps}/a`),
      get(`${configMaps}/a`),
      merge(`${configMaps}/a`, { metadata: { finalizers: null } }),
      get(`${configMaps}/a`),
    ],
    'a finalizer keeps an experiment, whose generation grows': [
      ...given(experiments, experiment('a', {}, { finalizers })),
      remove(`${experiments}/a`),
      merge(`${experiments}/a`, { metadata: { finalizers: [] } }),
      get(`${experiments}/a`),
    ],
    'what is going can be told to go again': [
      ...given(configMaps, configMap('a', { finalizers })),
      remove(`${configMaps}/a`),
      remove(`${configMaps}/a`),
    ],
    'what is going may change, but not come back': [
      ...given(configMaps, configMap('a', { finalizers })),
      remove(`${configMaps}/a`, { as: 'made' }),
      put(
        `${configMaps}/a`,
        configMap('a', { finalizers, resourceVersion: version }, { key: 'value' }),
      ),
      post(configMaps, configMap('a')),
    ],
    'what is going takes no new finalizer': [
      ...given(configMaps, configMap('a', { finalizers: ['contender.dev/x', 'contender.dev/y'] })),
      remove(`${configMaps}/a`),
      merge(`${configMaps}/a`, { metadata: { finalizers: ['contender.dev/y'] } }),
      merge(`${configMaps}/a`, {
        metadata: { finalizers: ['contender.dev/y', 'contender.dev/z'] },
      }),
    ],
    'what waits for its dependents in the foreground is kept by a finalizer of its own': [
      made,
      remove(`${configMaps}/a`, options({ propagationPolicy: 'Foreground' })),
    ],
    'what leaves its dependents behind is kept by a finalizer too': [
      ...given(experiments, experiment('a')),
      remove(`${experiments}/a`, options({ propagationPolicy: 'Orphan' })),
    ],
    'what leaves its dependents to others is gone at once': [
      made,
      remove(`${configMaps}/a`, { query: { propagationPolicy: 'Background' } }),
    ],
    'a policy replaces that of before': [
      ...given(configMaps, configMap('a', { finalizers: ['orphan', 'contender.dev/x'] })),
      remove(`${configMaps}/a`, { query: { propagationPolicy: 'Foreground' } }),
    ],
    'the old word for leaving dependents behind': [
      made,
      ...given(configMaps, configMap('b')),
      remove(`${configMaps}/a`, { query: { orphanDependents: 'true' } }),
      remove(`${configMaps}/b`, { query: { orphanDependents: 'false' } }),
    ],
    'a policy that nobody knows is refused': [
      made,
      remove(`${configMaps}/a`, { query: { propagationPolicy: 'Somehow' } }),
      remove(`${configMaps}/a`, options({ propagationPolicy: 'Orphan', orphanDependents: true })),
    ],
    'a pod on a node is given time': [
      ...given(pods, pod('a', onNode)),
      remove(`${pods}/a`),
      get(`${pods}/a`),
    ],
    'a pod on a node may be given less time, and then none': [
      ...given(pods, pod('a', onNode)),
      remove(`${pods}/a`, { query: { gracePeriodSeconds: '20' } }),
      remove(`${pods}/a`, { query: { gracePeriodSeconds: '25' } }),
      remove(`${pods}/a`, options({ gracePeriodSeconds: 5 })),
      remove(`${pods}/a`, { query: { gracePeriodSeconds: '0' } }),
      get(`${pods}/a`),
    ],
    'a pod has the time that it asked for': [
      ...given(pods, pod('a', { ...onNode, terminationGracePeriodSeconds: 7 })),
      remove(`${pods}/a`),
    ],
    'a pod that has ended needs no time': [
      ...given(pods, pod('a', onNode)),
      merge(`${pods}/a/status`, { status: { phase: 'Succeeded' } }),
      remove(`${pods}/a`),
      get(`${pods}/a`),
    ],
    'a pod without a node needs no time': [
      ...given(pods, pod('a')),
      remove(`${pods}/a`),
      get(`${pods}/a`),
    ],
    'time is not negative': [
      ...given(pods, pod('a', onNode)),
      remove(`${pods}/a`, { query: { gracePeriodSeconds: '-1' } }),
    ],
    'a time below zero is none where none is needed': [
      ...given(pods, pod('a')),
      remove(`${pods}/a`, { query: { gracePeriodSeconds: '-1' } }),
      get(`${pods}/a`),
    ],
    'others than pods need no time': [
      made,
      remove(`${configMaps}/a`, { query: { gracePeriodSeconds: '30' } }),
    ],
    'a dry run answers as if, and nothing is gone': [
      ...given(configMaps, configMap('a'), configMap('b', { finalizers })),
      remove(`${configMaps}/a`, { query: { dryRun: 'All' } }),
      get(`${configMaps}/a`),
      remove(`${configMaps}/b`, options({ dryRun: ['All'] })),
      get(`${configMaps}/b`),
    ],
    'wishes that cannot be read are refused': [
      made,
      remove(`${configMaps}/a`, { body: '{"kind": ' }),
      remove(`${configMaps}/a`, { body: { kind: 'ConfigMap', apiVersion: 'v1' } }),
      remove(`${configMaps}/a`, { query: { gracePeriodSeconds: 'many' } }),
      remove(`${configMaps}/a`, { query: { dryRun: 'Some' } }),
    ],
    'wishes may have no kind': [
      made,
      remove(`${configMaps}/a`, { body: { gracePeriodSeconds: 0 } }),
    ],
    'the answer may be metadata, or a table': [
      ...given(deployments, deployment('a'), deployment('b')),
      remove(`${deployments}/a`, { headers: { accept: metadataOnly } }),
      remove(`${deployments}/b`, { headers: { accept: table } }),
    ],
  },
}
