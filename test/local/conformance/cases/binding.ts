import { type Group, get, given, merge, post, put, remove } from '../case.ts'
import { namespaces, pod, podSpec, pods, services } from '../objects.ts'

const here = { kind: 'Node', name: 'here' }
const binding = (name: string, more: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: here },
  ...more,
})
const to = (name: string) => `${pods}/${name}/binding`
const gated = { ...podSpec(), schedulingGates: [{ name: 'one' }, { name: 'two' }] }
const scheduled = (more: object) => ({
  status: {
    nominatedNodeName: 'there',
    conditions: [
      { type: 'Other', status: 'True', lastTransitionTime: '2025-01-02T03:04:05Z' },
      { type: 'PodScheduled', lastTransitionTime: '2025-01-02T03:04:05Z', ...more },
    ],
  },
})

export const bindings: Group = {
  name: 'binding',
  cases: {
    'a pod gets a node, and says so': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a')),
      get(`${pods}/a`),
    ],
    'a pod gets its node once': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a')),
      post(to('a'), binding('a')),
      post(to('a'), binding('a', { target: { kind: 'Node', name: 'there' } })),
    ],
    'labels and annotations of the binding are added to those of the pod': [
      ...given(pods, pod('a', podSpec(), { labels: { a: '1', b: '2' }, annotations: { c: '3' } })),
      post(
        to('a'),
        binding('a', {
          metadata: {
            name: 'a',
            labels: { b: 'new', d: '4' },
            annotations: { e: '5', 'not a name': '' },
            finalizers: ['contender.dev/x'],
          },
        }),
      ),
      get(`${pods}/a`),
    ],
    'what was said of its scheduling before is said no more': [
      ...given(pods, pod('a'), pod('b')),
      merge(
        `${pods}/a/status`,
        scheduled({ status: 'False', reason: 'Unschedulable', message: 'no' }),
      ),
      post(to('a'), binding('a')),
      get(`${pods}/a`),
      merge(`${pods}/b/status`, scheduled({ status: 'True', reason: 'Why' })),
      post(to('b'), binding('b')),
      get(`${pods}/b`),
    ],
    'of what is not there': [
      post(to('none'), binding('none')),
      post(to('none'), binding('none', { target: {} })),
      post(to('none').replace('<ns>', 'no-such-namespace'), binding('none')),
    ],
    'the name is that of the pod': [
      ...given(pods, pod('a')),
      post(to('a'), binding('b')),
      post(to('a'), binding('a', { metadata: {} })),
      post(to('a'), binding('a', { metadata: { name: 'a', namespace: 'other' } })),
    ],
    'the target is a node': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a', { target: { kind: 'Pod', name: 'here' } })),
      post(to('a'), binding('a', { target: { kind: 'node', name: 'here' } })),
      post(to('a'), binding('a', { target: { kind: 'Node' } })),
      post(to('a'), binding('a', { target: { kind: 'Pod' } })),
      post(to('a'), { metadata: { name: 'a' } }),
      post(to('a'), { metadata: { name: 'a' }, target: { name: 'here' } }),
    ],
    'nobody asks whether the node is there, or has such a name': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a', { target: { kind: 'Node', name: 'Not A Name' } })),
      get(`${pods}/a`, { only: (body) => Object(body).spec.nodeName }),
    ],
    'the pod that is meant, or none': [
      post(pods, pod('a'), { as: 'made' }),
      post(to('a'), binding('a', { metadata: { name: 'a', uid: 'another' } })),
      post(to('a'), binding('a', { metadata: { name: 'a', resourceVersion: '1' } })),
      post(to('a'), binding('a', { metadata: { name: 'a', resourceVersion: '0' } })),
      post(
        to('a'),
        binding('a', {
          metadata: {
            name: 'a',
            uid: '<made.metadata.uid>',
            resourceVersion: '<made.metadata.resourceVersion>',
          },
        }),
      ),
      post(to('a'), binding('a', { metadata: { name: 'a', uid: 'another' } })),
    ],
    'a dry run': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a'), { query: { dryRun: 'All' } }),
      get(`${pods}/a`),
      post(to('a'), binding('a'), { query: { dryRun: 'perhaps' } }),
      post(to('a'), binding('a')),
      post(to('a'), binding('a'), { query: { dryRun: 'All' } }),
    ],
    'who binds owns nothing': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a'), { query: { fieldManager: 'one' } }),
      get(`${pods}/a`, { only: (body) => Object(body).metadata.managedFields }),
    ],
    'what it says is looked at': [
      ...given(pods, pod('a')),
      post(to('a'), binding('a', { colour: 'red' }), { query: { fieldValidation: 'Strict' } }),
      post(to('a'), binding('a', { target: 'here' })),
      post(to('a'), binding('a', { target: { name: 7 } })),
      post(to('a'), binding('a', { metadata: { name: 'a', labels: { a: 1 } } })),
      post(to('a'), binding('a', { apiVersion: 'v2' })),
      post(to('a'), pod('a')),
      post(to('a'), ''),
      post(to('a'), binding('a', { colour: 'red' })),
    ],
    'a pod that is on its way out gets none': [
      ...given(pods, pod('a', podSpec(), { finalizers: ['contender.dev/x'] })),
      remove(`${pods}/a`),
      post(to('a'), binding('a')),
      merge(`${pods}/a`, { metadata: { finalizers: null } }),
    ],
    'nor does one in a namespace that ends': [
      post(namespaces, { metadata: { name: '<ns>-too', finalizers: ['contender.dev/x'] } }),
      ...given(
        pods.replace('<ns>', '<ns>-too'),
        pod('a', podSpec(), { finalizers: ['contender.dev/x'] }),
      ),
      remove(`${namespaces}/<ns>-too`),
      post(to('a').replace('<ns>', '<ns>-too'), binding('a')),
      merge(`${pods.replace('<ns>', '<ns>-too')}/a`, { metadata: { finalizers: null } }),
      merge(`${namespaces}/<ns>-too`, { metadata: { finalizers: null } }),
    ],
    'a pod waits for its gates': [
      post(pods, pod('a', gated)),
      post(to('a'), binding('a')),
      merge(`${pods}/a`, { spec: { schedulingGates: [{ name: 'two' }] } }),
      merge(`${pods}/a`, { spec: { schedulingGates: [{ name: 'one' }] } }),
      merge(`${pods}/a`, { spec: { schedulingGates: null } }),
      post(to('a'), binding('a')),
      get(`${pods}/a`),
    ],
    'a gate is shut from the start, and once': [
      post(pods, pod('a', { ...gated, nodeName: 'here' })),
      post(pods, pod('b', { ...podSpec(), schedulingGates: [{ name: 'one' }, { name: 'one' }] })),
      post(pods, pod('c', { ...podSpec(), schedulingGates: [{ name: '-' }] })),
      ...given(pods, pod('d')),
      merge(`${pods}/d`, { spec: { schedulingGates: [{ name: 'one' }] } }),
    ],
    'it is only made': [
      ...given(pods, pod('a')),
      get(to('a')),
      put(to('a'), binding('a')),
      merge(to('a'), binding('a')),
      remove(to('a')),
    ],
    'other kinds have none': [post(`${services}/a/binding`, binding('a'))],
  },
}
