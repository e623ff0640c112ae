import { type Group, get, given, merge, post, put, remove, strategic } from '../case.ts'
import {
  budget,
  budgets,
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
  pod,
  pods,
  service,
  services,
} from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const made = post(experiments, experiment('a'), { as: 'made' })
const status = `${experiments}/a/status`
const scale = `${deployments}/a/scale`

const wanted = (replicas: number, metadata: object = {}) => ({
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  metadata: { name: 'a', ...metadata },
  spec: { replicas },
})

export const statuses: Group = {
  name: 'status',
  cases: {
    'what is said of status is kept, the rest of it is not heard': [
      made,
      put(status, {
        ...experiment('a', { suspend: true }, { resourceVersion: version, labels: { x: 'y' } }),
        status: { observedGeneration: 1 },
      }),
      get(`${experiments}/a`),
    ],
    'what is said with the object is kept, its status is not heard': [
      made,
      merge(status, { status: { observedGeneration: 1 } }, { as: 'made' }),
      put(`${experiments}/a`, {
        ...experiment('a', { suspend: true }, { resourceVersion: version }),
        status: { observedGeneration: 9 },
      }),
    ],
    'an update without status keeps it': [
      made,
      merge(status, { status: { observedGeneration: 1 } }, { as: 'made' }),
      put(`${experiments}/a`, experiment('a', { suspend: true }, { resourceVersion: version })),
    ],
    'a patch of the object does not reach the status': [
      made,
      merge(`${experiments}/a`, { status: { observedGeneration: 1 } }),
      merge(`${experiments}/a`, { status: { observedGeneration: 1 }, spec: { suspend: true } }),
    ],
    'a patch of the status does not reach the object': [
      made,
      merge(status, {
        status: { observedGeneration: 1 },
        spec: { suspend: true },
        metadata: { labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['contender.dev/x'] },
      }),
    ],
    'a stale version is a conflict': [
      made,
      merge(status, { status: { observedGeneration: 1 } }),
      put(status, {
        ...experiment('a', {}, { resourceVersion: version }),
        status: { observedGeneration: 2 },
      }),
    ],
    'what changes nothing keeps the version': [
      made,
      merge(status, { status: { observedGeneration: 1 } }),
      merge(status, { status: { observedGeneration: 1 } }),
    ],
    'status is checked': [
      made,
      merge(status, { status: { observedGeneration: 'one' } }),
      merge(status, { status: { colour: 'red' } }),
      merge(status, { status: { conditions: [{ type: 'Ready' }] } }),
    ],
    'status of a Deployment': [
      post(deployments, deployment('a'), { as: 'made' }),
      put(`${deployments}/a/status`, {
        ...deployment('a', { replicas: 7 }),
        status: { replicas: 1, readyReplicas: 1, observedGeneration: 1 },
      }),
      put(`${deployments}/a`, { ...deployment('a', { replicas: 2 }), status: { replicas: 9 } }),
      merge(`${deployments}/a/status`, { status: { replicas: -1 } }),
    ],
    'status of a pod': [
      ...given(pods, pod('a')),
      merge(`${pods}/a/status`, {
        status: {
          phase: 'Running',
          podIP: '10.1.2.3',
          podIPs: [{ ip: '10.1.2.3' }],
          hostIP: '10.1.2.1',
          startTime: '2025-01-02T03:04:05Z',
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-02T03:04:05Z' },
          ],
          containerStatuses: [
            {
              name: 'web',
              image: 'web:1',
              imageID: '',
              ready: true,
              started: true,
              restartCount: 0,
              state: { running: { startedAt: '2025-01-02T03:04:05Z' } },
            },
          ],
        },
      }),
      strategic(`${pods}/a/status`, {
        status: { conditions: [{ type: 'ContainersReady', status: 'True' }] },
      }),
    ],
    'status of a budget and of a service': [
      ...given(budgets, budget('a')),
      ...given(services, service('a')),
      merge(`${budgets}/a/status`, {
        status: {
          currentHealthy: 1,
          desiredHealthy: 1,
          disruptionsAllowed: 0,
          expectedPods: 1,
          observedGeneration: 1,
        },
      }),
      merge(`${services}/a/status`, { status: { conditions: [] } }),
    ],
    'a dry run': [
      made,
      merge(status, { status: { observedGeneration: 1 } }, { query: { dryRun: 'All' } }),
      get(`${experiments}/a`),
    ],
    'status of what is not there, or has none': [
      merge(status, { status: {} }),
      ...given(configMaps, configMap('a')),
      merge(`${configMaps}/a/status`, { status: {} }),
    ],
    'status is neither made nor deleted': [made, post(status, experiment('a')), remove(status)],
    'the writer of a status has an entry of his own': [
      made,
      merge(status, { status: { observedGeneration: 1 } }),
      merge(`${experiments}/a`, { spec: { suspend: true } }),
    ],
  },
}

export const scales: Group = {
  name: 'scale',
  cases: {
    'it is read': [
      ...given(deployments, deployment('a', { replicas: 3 })),
      merge(`${deployments}/a/status`, { status: { replicas: 2, observedGeneration: 1 } }),
      get(scale),
    ],
    'it is set': [
      ...given(deployments, deployment('a')),
      put(scale, wanted(4)),
      get(`${deployments}/a`),
    ],
    'it is patched': [
      ...given(deployments, deployment('a')),
      merge(scale, { spec: { replicas: 5 } }),
      merge(scale, { spec: { replicas: 0 } }),
      get(`${deployments}/a`),
    ],
    'as it was seen': [
      post(deployments, deployment('a'), { as: 'made' }),
      put(scale, wanted(2, { resourceVersion: version })),
      put(scale, wanted(3, { resourceVersion: version })),
    ],
    'what changes nothing keeps the version': [
      ...given(deployments, deployment('a', { replicas: 2 })),
      put(scale, wanted(2)),
    ],
    'it is not negative': [
      ...given(deployments, deployment('a')),
      put(scale, wanted(-1)),
      merge(scale, { spec: { replicas: -1 } }),
      merge(scale, { spec: { replicas: 'many' } }),
    ],
    'another name, and another kind': [
      ...given(deployments, deployment('a')),
      put(scale, wanted(2, { name: 'b' })),
      put(scale, { ...wanted(2), kind: 'Deployment', apiVersion: 'apps/v1' }),
    ],
    'of what is not there, and of what has none': [
      get(scale),
      put(scale, wanted(2)),
      ...given(configMaps, configMap('a')),
      get(`${configMaps}/a/scale`),
      get(`${experiments}/a/scale`),
    ],
    'a dry run': [
      ...given(deployments, deployment('a')),
      put(scale, wanted(4), { query: { dryRun: 'All' } }),
      get(scale),
    ],
    'who scaled owns the number': [
      ...given(deployments, deployment('a', { replicas: 1 })),
      put(scale, wanted(2), { query: { fieldManager: 'scaler' } }),
      get(`${deployments}/a`),
    ],
  },
}
