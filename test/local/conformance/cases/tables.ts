import { type Group, get, given, merge, post } from '../case.ts'
import { table } from '../forms.ts'
import {
  autoscaler,
  autoscalers,
  budget,
  budgets,
  configMap,
  configMaps,
  container,
  coreEvent,
  coreEvents,
  deployment,
  deployments,
  endpointSlice,
  endpointSlices,
  experiment,
  experiments,
  networkPolicies,
  networkPolicy,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
  service,
  services,
} from '../objects.ts'
import { ageless } from '../table.ts'

const rows = (path: string) =>
  get(path, {
    headers: { accept: table },
    query: { includeObject: 'None' },
    only: (body) =>
      Object(body).rows?.map(({ cells, conditions }: { cells: unknown[]; conditions?: unknown }) =>
        conditions === undefined ? cells.map(ageless) : { cells: cells.map(ageless), conditions },
      ),
  })

const at = '2025-01-02T03:04:05Z'
const state = (name: string, more: object) => ({
  name,
  image: 'x',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...more,
})
const podWith = (name: string, status: object, spec: object = podSpec()) => [
  ...given(pods, pod(name, { ...spec, nodeName: 'here' })),
  merge(`${pods}/${name}/status`, { status }, { only: () => undefined }),
]

/** What people see of objects that something has happened to. */
export const tables: Group = {
  name: 'tables',
  cases: {
    'ModelExperiment: its summary': [
      ...given(experiments, experiment('a'), experiment('b')),
      merge(
        `${experiments}/a/status`,
        {
          status: {
            summary: {
              stage: 'Canary',
              champion: 'v1',
              challenger: 'v2',
              share: '20%',
              n: 1234,
              effect: '+0.1',
              verdict: 'Better',
            },
          },
        },
        { only: () => undefined },
      ),
      rows(experiments),
    ],
    'Deployment: how many are ready': [
      ...given(
        deployments,
        deployment(
          'a',
          { replicas: 3 },
          podSpec(container(), container({ name: 'side', image: 'side:2' })),
        ),
      ),
      merge(
        `${deployments}/a/status`,
        {
          status: {
            replicas: 3,
            readyReplicas: 2,
            updatedReplicas: 3,
            availableReplicas: 1,
            observedGeneration: 1,
          },
        },
        { only: () => undefined },
      ),
      rows(deployments),
    ],
    'Pod: how it is': [
      ...podWith('running', {
        phase: 'Running',
        podIP: '10.1.2.3',
        podIPs: [{ ip: '10.1.2.3' }],
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          state('web', { ready: true, restartCount: 2, state: { running: { startedAt: at } } }),
        ],
      }),
      ...podWith('crashing', {
        phase: 'Running',
        containerStatuses: [
          state('web', {
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: {
              terminated: { exitCode: 1, reason: 'Error', finishedAt: '2020-01-01T00:00:00Z' },
            },
          }),
        ],
      }),
      ...podWith('pulling', {
        phase: 'Pending',
        containerStatuses: [state('web', { state: { waiting: { reason: 'ErrImageNeverPull' } } })],
      }),
      ...podWith('creating', {
        phase: 'Pending',
        containerStatuses: [state('web', { state: { waiting: { reason: 'ContainerCreating' } } })],
      }),
      ...podWith('failed', {
        phase: 'Failed',
        containerStatuses: [
          state('web', { state: { terminated: { exitCode: 3, reason: 'Error' } } }),
        ],
      }),
      ...podWith('killed', {
        phase: 'Failed',
        containerStatuses: [state('web', { state: { terminated: { exitCode: 0, signal: 9 } } })],
      }),
      ...podWith('done', {
        phase: 'Succeeded',
        containerStatuses: [
          state('web', { state: { terminated: { exitCode: 0, reason: 'Completed' } } }),
        ],
      }),
      ...podWith('evicted', { phase: 'Failed', reason: 'Evicted' }),
      rows(pods),
    ],
    'Pod: it starts, and it stops': [
      ...podWith(
        'starting',
        {
          phase: 'Pending',
          initContainerStatuses: [state('first', { state: { running: { startedAt: at } } })],
        },
        { ...podSpec(), initContainers: [{ name: 'first', image: 'first' }] },
      ),
      ...podWith('stopping', {
        phase: 'Running',
        containerStatuses: [state('web', { ready: true, state: { running: { startedAt: at } } })],
      }),
      { method: 'DELETE', path: `${pods}/stopping`, only: () => undefined },
      rows(pods),
    ],
    'Service: of every type': [
      post(services, service('plain'), { only: () => undefined, as: 'plain' }),
      ...given(
        services,
        service('headless', { clusterIP: 'None' }),
        { ...service('name'), spec: { type: 'ExternalName', externalName: 'example.com' } },
        service('blind', {
          clusterIP: 'None',
          selector: null,
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 53, protocol: 'UDP' },
          ],
        }),
      ),
      get(services, {
        headers: { accept: table },
        only: (body) =>
          Object(body).rows.map(({ cells }: { cells: string[] }) =>
            cells.map(ageless).map(addressless),
          ),
      }),
    ],
    'EndpointSlice: ports and addresses': [
      ...given(
        endpointSlices,
        endpointSlice('a'),
        endpointSlice('b', { endpoints: [], ports: [] }),
        endpointSlice('c', {
          endpoints: ['1', '2', '3', '4', '5'].map((last) => ({ addresses: [`10.1.2.${last}`] })),
          ports: [
            { name: 'a', port: 1 },
            { name: 'b', port: 2 },
            { name: 'c', port: 3 },
            { name: 'd', port: 4 },
          ],
        }),
      ),
      rows(endpointSlices),
    ],
    'ConfigMap and Secret: how much is in them': [
      ...given(configMaps, {
        ...configMap('a', {}, { x: '1', y: '2' }),
        binaryData: { z: 'eA==' },
      }),
      ...given(secrets, secret('a'), secret('b', { type: 'contender.dev/x', data: {} })),
      rows(configMaps),
      rows(secrets),
    ],
    'Event: what happened to whom': [
      ...given(
        coreEvents,
        coreEvent('a', {
          involvedObject: {
            kind: 'Pod',
            name: 'p',
            namespace: '<ns>',
            fieldPath: 'spec.containers{web}',
          },
        }),
        coreEvent('b', { count: 1, message: 'two\nlines' }),
      ),
      get(coreEvents, {
        headers: { accept: table },
        only: (body) => Object(body).rows.map(({ cells }: { cells: string[] }) => cells.map(old)),
      }),
    ],
    'Namespace: its phase': [get('/api/v1/namespaces/<ns>', { headers: { accept: table } })],
    'NetworkPolicy: whom it is about': [
      ...given(
        networkPolicies,
        networkPolicy('a'),
        networkPolicy('b', {
          podSelector: {
            matchLabels: { a: 'b' },
            matchExpressions: [{ key: 'c', operator: 'In', values: ['d', 'e'] }],
          },
        }),
      ),
      rows(networkPolicies),
    ],
    'PodDisruptionBudget: what it allows': [
      ...given(budgets, budget('a'), budget('b', { maxUnavailable: '25%' })),
      merge(
        `${budgets}/a/status`,
        {
          status: {
            disruptionsAllowed: 2,
            currentHealthy: 3,
            desiredHealthy: 1,
            expectedPods: 3,
            observedGeneration: 1,
          },
        },
        { only: () => undefined },
      ),
      rows(budgets),
    ],
    'HorizontalPodAutoscaler: what it aims at': [
      ...given(
        autoscalers,
        autoscaler('a'),
        autoscaler('b', {
          minReplicas: 2,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
            },
          ],
        }),
      ),
      rows(autoscalers),
    ],
  },
}

const addressless = (cell: unknown) => (/^10\.\d+\.\d+\.\d+$/.test(String(cell)) ? '<ip>' : cell)
const old = (cell: unknown) => (/^(\d+[ydhms]){1,2}$/.test(String(cell)) ? '<age>' : cell)
