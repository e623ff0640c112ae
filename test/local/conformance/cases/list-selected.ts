import { type Group, get, given } from '../case.ts'
import {
  configMap,
  configMaps,
  coreEvent,
  coreEvents,
  event,
  events,
  experiment,
  experiments,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
} from '../objects.ts'

/** Five that differ by their labels. */
const some = given(
  configMaps,
  configMap('plain'),
  configMap('red', { labels: { color: 'red' } }),
  configMap('blue', { labels: { color: 'blue', size: '10' } }),
  configMap('big-red', { labels: { color: 'red', size: '20' } }),
  configMap('empty', { labels: { color: '' } }),
)

const labelled = (...selectors: readonly string[]) => [
  ...some,
  ...selectors.map((labelSelector) => get(configMaps, { query: { labelSelector }, only: names })),
]

const field = (path: string, ...selectors: readonly string[]) =>
  selectors.map((fieldSelector) => get(path, { query: { fieldSelector }, only: names }))

/** Which objects there are; a refusal as it is. */
function names(body: unknown): unknown {
  const { items } = Object(body)
  return Array.isArray(items) ? items.map(({ metadata }) => metadata.name) : body
}

export const listSelected: Group = {
  name: 'list selected',
  cases: {
    'a label has a value': labelled('color=red', 'color==red', 'color = red', 'color=green'),
    'a label has another value, or is not there': labelled('color!=red', 'size!=10'),
    'a label may be empty': labelled('color=', 'color!='),
    'a label is there': labelled('color', 'size', 'nothing'),
    'a label is not there': labelled('!color', '!size'),
    'a label is one of some': labelled('color in (red)', 'color in (red,blue)', 'color in (,blue)'),
    'a label is none of some, or is not there': labelled('color notin (red)', 'size notin (10,20)'),
    'a label is greater or less than a number': labelled('size>10', 'size<20', 'color>1'),
    'all requirements must hold': labelled(
      'color=red,size',
      'color=red,!size',
      'color=red,color=blue',
    ),
    'no requirement is met by all': labelled('', ' '),
    'a label with a prefix': [
      ...given(
        configMaps,
        configMap('a', { labels: { 'contender.dev/role': 'x' } }),
        configMap('b'),
      ),
      get(configMaps, { query: { labelSelector: 'contender.dev/role=x' }, only: names }),
      get(configMaps, { query: { labelSelector: 'contender.dev/role' }, only: names }),
    ],
    'a label selector that cannot be read is refused': labelled(
      'color=red=blue',
      'color in red',
      'color in (',
      'color in ()',
      '=red',
      ',',
      'color=red,',
      '!',
      'color notin',
    ),
    'a label selector with an impossible key or value is refused': labelled(
      'color=a b',
      'color=-x',
      '-color=x',
      'a/b/c=x',
      'size>many',
      `color=${'x'.repeat(64)}`,
    ),
    'experiments are selected by labels too': [
      ...given(experiments, experiment('a', {}, { labels: { a: 'b' } }), experiment('b')),
      get(experiments, { query: { labelSelector: 'a in (b)' }, only: names }),
      get(experiments, { query: { labelSelector: 'a notin (b)' }, only: names }),
      get(experiments, { query: { labelSelector: 'a in b' } }),
    ],
    'by its name': [
      ...some,
      ...field(
        configMaps,
        'metadata.name=red',
        'metadata.name==red',
        'metadata.name!=red',
        'metadata.name=none',
        '',
      ),
    ],
    'by its namespace': [
      ...some,
      ...field(configMaps, 'metadata.namespace=<ns>', 'metadata.namespace=other'),
      ...field('/api/v1/configmaps', 'metadata.namespace=<ns>,metadata.name!=red'),
    ],
    'by name and by labels': [
      ...some,
      get(configMaps, {
        query: { fieldSelector: 'metadata.name!=red', labelSelector: 'color=red' },
        only: names,
      }),
    ],
    'by a field that nobody selects by': [
      ...field(configMaps, 'data.key=value'),
      ...field(experiments, 'spec.task=Classification'),
      ...field(pods, 'spec.containers=web'),
    ],
    'a field selector that cannot be read is refused': field(
      configMaps,
      'metadata.name',
      'metadata.name in (a)',
      '=x',
      'metadata.name=a,',
      'metadata.name>a',
    ),
    'experiments by name and namespace': [
      ...given(experiments, experiment('a'), experiment('b')),
      ...field(experiments, 'metadata.name=a', 'metadata.name!=a,metadata.namespace=<ns>'),
    ],
    'pods by where they run and how': [
      ...given(
        pods,
        pod('idle'),
        pod('busy', { ...podSpec(), nodeName: 'here', restartPolicy: 'Never' }),
      ),
      ...field(
        pods,
        'spec.nodeName=here',
        'spec.nodeName=',
        'spec.nodeName!=here',
        'status.phase=Pending',
        'status.phase!=Pending',
        'spec.restartPolicy=Never',
        'spec.serviceAccountName=',
        'status.podIP=',
        'spec.schedulerName=default-scheduler',
        'spec.hostNetwork=false',
      ),
    ],
    'secrets by their type': [
      ...given(secrets, secret('a'), secret('b', { type: 'contender.dev/x' })),
      ...field(secrets, 'type=Opaque', 'type!=Opaque'),
    ],
    'events by what they are about': [
      ...given(coreEvents, coreEvent('old')),
      ...given(events, event('new')),
      ...field(
        coreEvents,
        'involvedObject.name=a',
        'involvedObject.kind=ConfigMap,type=Warning',
        'reason=Started',
        'source=operator',
        'reportingComponent=contender.dev/operator',
        'involvedObject.namespace=<ns>',
        'involvedObject.uid=',
        'involvedObject.fieldPath=',
      ),
    ],
    'events of the new form by what they regard': [
      ...given(coreEvents, coreEvent('old')),
      ...given(events, event('new')),
      ...field(
        events,
        'regarding.name=a',
        'regarding.kind=ConfigMap,type=Warning',
        'reason=Started',
        'reportingController=contender.dev/operator',
        'involvedObject.name=a',
      ),
    ],
    'namespaces by their phase': [
      get('/api/v1/namespaces', {
        query: { fieldSelector: 'status.phase=Active,metadata.name=<ns>' },
        only: names,
      }),
      get('/api/v1/namespaces', {
        query: { fieldSelector: 'status.phase=Terminating,metadata.name=<ns>' },
        only: names,
      }),
    ],
  },
}
