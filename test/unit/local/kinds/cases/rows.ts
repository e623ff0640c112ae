import type { Json, JsonObject } from '../../../../../src/api/json.ts'

/** An object to be shown in a table. */
export type Shown = {
  readonly it: string
  readonly kind: string
  readonly sent: JsonObject
  readonly status?: JsonObject
  /** Told to go, and held by a finalizer. */
  readonly isLeaving?: true
}

const named = { metadata: { name: 'a' } }

const plain = (kind: string, objects: { readonly [it: string]: JsonObject }): readonly Shown[] =>
  Object.entries(objects).map(([it, sent]) => ({ it, kind, sent: { ...named, ...sent } }))

const pod = (it: string, status: JsonObject, spec: JsonObject = {}): Shown => ({
  ...{ it, kind: 'Pod', status },
  sent: {
    ...named,
    spec: {
      ...{
        nodeName: 'local',
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      },
      ...spec,
    },
  },
})

const container = (name: string, state: Json, more: JsonObject = {}): JsonObject => ({
  ...{ name, image: 'i', imageID: '', ready: false, restartCount: 0, state, lastState: {} },
  ...more,
})

const begun = '2026-01-01T00:00:00Z'
const running = { running: { startedAt: begun } }
const waiting = (reason: string) => ({ waiting: { reason } })
const ended = (more: JsonObject) => ({
  terminated: { exitCode: 0, startedAt: begun, finishedAt: '2026-01-01T01:00:00Z', ...more },
})
const fine = { ready: true, started: true }
const ofMain = (...containerStatuses: readonly JsonObject[]): JsonObject => ({
  phase: 'Running',
  containerStatuses,
})
const ofStart = (...initContainerStatuses: readonly JsonObject[]): JsonObject => ({
  phase: 'Pending',
  initContainerStatuses,
})
const ready = [
  { type: 'Ready', status: 'True' },
  { type: 'Initialized', status: 'True' },
]
const init = {
  initContainers: [
    { name: 'i', image: 'i' },
    { name: 'j', image: 'i' },
  ],
}
const sidecar = { initContainers: [{ name: 'i', image: 'i', restartPolicy: 'Always' }] }
const restarted = { restartCount: 3, lastState: ended({ exitCode: 1 }) }

const pods: readonly Shown[] = [
  pod('nothing known yet', { phase: 'Pending' }),
  pod('it runs', {
    ...ofMain(container('c', running, fine), container('d', running, fine)),
    ...{ conditions: ready, podIP: '10.0.0.9', podIPs: [{ ip: '10.0.0.9' }] },
  }),
  pod('half of it runs', ofMain(container('c', running, fine), container('d', running))),
  pod(
    'it crashes',
    ofMain(container('c', waiting('CrashLoopBackOff'), restarted), container('d', running, fine)),
  ),
  pod(
    'its image is not there',
    ofMain(
      container('c', waiting('ErrImageNeverPull')),
      container('d', waiting('ContainerCreating')),
    ),
  ),
  pod('one ended in peace, one runs and is ready', {
    ...ofMain(container('c', ended({ reason: 'Completed' })), container('d', running, fine)),
    conditions: ready,
  }),
  pod(
    'one ended in peace, one runs and is not ready',
    ofMain(container('c', ended({ reason: 'Completed' })), container('d', running, fine)),
  ),
  pod('it is over', {
    ...ofMain(container('c', ended({ reason: 'Completed' }))),
    phase: 'Succeeded',
  }),
  pod('it failed', {
    ...ofMain(container('c', ended({ reason: 'Error', exitCode: 1 }))),
    phase: 'Failed',
  }),
  pod('it ended with a code', ofMain(container('c', ended({ exitCode: 3 })))),
  pod('it ended by a signal', ofMain(container('c', ended({ exitCode: 137, signal: 9 })))),
  pod('it was evicted', { phase: 'Failed', reason: 'Evicted' }),
  pod(
    'it restarted',
    ofMain(
      container('c', running, { ...fine, ...restarted }),
      container('d', running, {
        ...fine,
        restartCount: 2,
        lastState: ended({ finishedAt: '2026-01-01T02:00:00Z' }),
      }),
    ),
  ),
  pod(
    'it restarted, nobody knows when',
    ofMain(container('c', running, { ...fine, restartCount: 1 })),
  ),
  pod(
    'it has not begun',
    ofStart(container('i', running), container('j', waiting('PodInitializing'))),
    init,
  ),
  pod(
    'it has begun by half',
    ofStart(container('i', ended({ reason: 'Completed' })), container('j', running)),
    init,
  ),
  pod(
    'its begin crashes',
    ofStart(container('i', waiting('CrashLoopBackOff'), { restartCount: 2 })),
    init,
  ),
  pod(
    'its begin failed',
    ofStart(container('i', ended({ exitCode: 2 })), container('j', waiting('PodInitializing'))),
    init,
  ),
  pod(
    'its begin failed for a reason',
    ofStart(container('i', ended({ exitCode: 2, reason: 'Error' }))),
    init,
  ),
  pod(
    'its begin was ended by a signal',
    ofStart(container('i', ended({ exitCode: 137, signal: 9 }))),
    init,
  ),
  pod(
    'it has begun',
    {
      ...ofMain(container('c', running, fine), container('d', running, fine)),
      initContainerStatuses: ['i', 'j'].map((name) =>
        container(name, ended({ reason: 'Completed' }), { restartCount: 4 }),
      ),
    },
    init,
  ),
  pod(
    'with one beside it',
    {
      ...ofMain(container('c', running, fine), container('d', running, fine)),
      initContainerStatuses: [container('i', running, { ...fine, restartCount: 1 })],
    },
    sidecar,
  ),
  pod('with one beside it that has not started', ofStart(container('i', running)), sidecar),
  pod(
    'with gates',
    { phase: 'Running', conditions: [{ type: 'a.b/c', status: 'True' }] },
    {
      readinessGates: [{ conditionType: 'a.b/c' }, { conditionType: 'a.b/d' }],
    },
  ),
  { ...pod('it is going', ofMain(container('c', running, fine))), isLeaving: true },
  { ...pod('it is over, and going', { phase: 'Succeeded' }), isLeaving: true },
  pod('on no node', { phase: 'Pending' }, { nodeName: '' }),
]

const template = {
  metadata: { labels: { a: 'b' } },
  spec: {
    containers: [
      { name: 'c', image: 'i:1' },
      { name: 'd', image: 'j' },
    ],
  },
}

const deployments: readonly Shown[] = [
  ...plain('Deployment', {
    'nobody looks after it': { spec: { selector: { matchLabels: { a: 'b' } }, template } },
    'it selects by words': {
      spec: {
        replicas: 0,
        template,
        selector: {
          matchExpressions: [
            { key: 'a', operator: 'In', values: ['c', 'b'] },
            { key: 'd', operator: 'NotIn', values: ['e'] },
            { key: 'a', operator: 'Exists' },
            { key: 'f', operator: 'DoesNotExist' },
          ],
        },
      },
    },
  }),
  {
    ...{ it: 'it runs', kind: 'Deployment' },
    sent: { ...named, spec: { replicas: 3, selector: { matchLabels: { a: 'b' } }, template } },
    status: { replicas: 3, readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 },
  },
]

const service = (spec: JsonObject) => ({ spec: { ports: [{ port: 80 }], ...spec } })

const services = plain('Service', {
  'as short as can be': service({}),
  'without an address': service({ clusterIP: 'None', selector: { b: 'c', a: 'b' } }),
  'a name': { spec: { type: 'ExternalName', externalName: 'a.b' } },
  'behind a load balancer': service({ type: 'LoadBalancer', externalIPs: ['1.2.3.4'] }),
  'two ports': service({
    ports: [
      { name: 'a', port: 80 },
      { name: 'b', port: 81, protocol: 'UDP' },
    ],
  }),
  'external addresses': service({ externalIPs: ['1.2.3.4', '1.2.3.5'] }),
})

const endpoints = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ addresses: [`10.0.0.${i + 1}`] }))

const slices = plain('EndpointSlice', {
  'nothing in it': { addressType: 'IPv4' },
  one: { addressType: 'IPv4', ports: [{ port: 80 }], endpoints: endpoints(1) },
  many: {
    ...{ addressType: 'IPv4', endpoints: endpoints(5) },
    ports: [80, 81, 82, 83].map((port) => ({ port, name: `p${port}` })),
  },
  'a port of any number': { addressType: 'IPv4', ports: [{ name: 'a' }], endpoints: endpoints(3) },
})

const about = { kind: 'Pod', name: 'x', namespace: 'default', fieldPath: 'spec.containers{c}' }

const events: readonly Shown[] = [
  ...plain('Event', {
    'as short as can be': { involvedObject: { namespace: 'default' } },
    'of old': {
      ...{ involvedObject: about, reason: 'Started', message: ' it has started\n', type: 'Normal' },
      ...{ source: { component: 'kubelet', host: 'h' }, count: 4 },
      ...{ firstTimestamp: '2020-01-01T00:00:00Z', lastTimestamp: '2022-01-01T00:00:00Z' },
    },
    'of old, without a host': {
      ...{ involvedObject: { ...about, name: '' }, source: { component: 'kubelet' } },
    },
  }),
  ...plain('Event.events.k8s.io', {
    'of today': {
      ...{ metadata: { name: 'a', namespace: 'default' }, regarding: about, reason: 'Started' },
      ...{ note: 'it has started', type: 'Warning', action: 'Start', reportingController: 'a.b/c' },
      ...{ reportingInstance: 'd', eventTime: '2021-01-01T00:00:00.000000Z' },
    },
    'of today, again and again': {
      ...{ metadata: { name: 'a', namespace: 'default' }, regarding: about, reason: 'Started' },
      ...{ note: 'it has started', type: 'Normal', action: 'Start', reportingController: 'a.b/c' },
      ...{ reportingInstance: 'd', eventTime: '2021-01-01T00:00:00.000000Z' },
      series: { count: 5, lastObservedTime: '2023-01-01T00:00:00.000000Z' },
    },
  }),
]

const others: readonly Shown[] = [
  ...plain('ConfigMap', {
    'nothing in it': {},
    three: { data: { a: '', b: '' }, binaryData: { c: '' } },
  }),
  ...plain('Secret', { 'nothing in it': {}, two: { type: 'x', stringData: { a: '', b: '' } } }),
  ...plain('Lease', { nobody: {}, somebody: { spec: { holderIdentity: 'x' } } }),
  ...plain('ServiceAccount', { any: {} }),
  ...plain('Namespace', { any: { metadata: { name: 'shown-in-a-row' } } }),
  ...plain('NetworkPolicy', {
    'of all': { spec: { podSelector: {} } },
    'of some': { spec: { podSelector: { matchLabels: { b: 'c', a: 'b' } } } },
  }),
  ...plain('PodDisruptionBudget', {
    least: { spec: { minAvailable: 1, selector: {} } },
    most: { spec: { maxUnavailable: '30%', selector: {} } },
  }),
  ...plain('HorizontalPodAutoscaler', {
    'as short as can be': scaler({}),
    'by three measures': scaler({
      minReplicas: 2,
      metrics: [
        resource('cpu', { type: 'Utilization', averageUtilization: 50 }),
        resource('memory', { type: 'AverageValue', averageValue: '1Gi' }),
        {
          type: 'Pods',
          pods: { metric: { name: 'm' }, target: { type: 'AverageValue', averageValue: '5' } },
        },
      ],
    }),
    'by an object': scaler({
      metrics: [
        {
          type: 'Object',
          object: {
            ...{ metric: { name: 'm' }, target: { type: 'Value', value: '5' } },
            describedObject: { kind: 'Service', name: 'x', apiVersion: 'v1' },
          },
        },
      ],
    }),
  }),
]

function scaler(more: JsonObject): JsonObject {
  const scaleTargetRef = { kind: 'Deployment', name: 'x', apiVersion: 'apps/v1' }
  return { spec: { maxReplicas: 3, scaleTargetRef, ...more } }
}

function resource(name: string, target: JsonObject): JsonObject {
  return { type: 'Resource', resource: { name, target } }
}

const experiment: JsonObject = {
  apiVersion: 'contender.dev/v1alpha1',
  kind: 'ModelExperiment',
  metadata: { name: 'a' },
  spec: {
    ...{ task: 'Classification', champion: 'v3' },
    variants: ['v3', 'v4'].map((name) => ({ name, model: { uri: `s3://m/${name}.onnx` } })),
    metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }],
  },
}

const experiments: readonly Shown[] = [
  { it: 'nobody looks after it', kind: 'ModelExperiment', sent: experiment },
  {
    ...{ it: 'it has a summary', kind: 'ModelExperiment', sent: experiment },
    status: { summary: { stage: 'Pending', champion: 'v3', share: '5%', n: 12 } },
  },
]

export const rows: readonly Shown[] = [
  ...pods,
  ...deployments,
  ...services,
  ...slices,
  ...events,
  ...others,
  ...experiments,
]
