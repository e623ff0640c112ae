import type { JsonObject } from '../../../../../src/api/json.ts'
import type { Script } from '../recording.ts'
import { apply, create, merge, update } from './asks.ts'

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }
const pod = { apiVersion: 'v1', kind: 'Pod', name: 'p', namespace: '$namespace' }
const time = '2026-01-02T03:04:05Z'
const labels = { app: 'x' }

/** Of each kind an object that says something in each of its parts. */
const objects: { readonly [kind: string]: JsonObject } = {
  ConfigMap: { data: { a: '' } },
  Secret: { type: 'Opaque', data: { a: 'eA==' } },
  ServiceAccount: { automountServiceAccountToken: false },
  Namespace: {},
  Lease: { spec: { holderIdentity: 'a' } },
  Event: {
    ...{ involvedObject: pod, reason: 'Because', message: 'so', type: 'Normal', count: 1 },
    ...{ firstTimestamp: time, lastTimestamp: time, source: { component: 'x' } },
    reportingComponent: '',
  },
  EndpointSlice: {
    ...{ addressType: 'IPv4', ports: [{ name: 'http', port: 80 }] },
    endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: true } }],
  },
  NetworkPolicy: { spec: { podSelector: {}, policyTypes: ['Ingress'] } },
  PodDisruptionBudget: { spec: { minAvailable: 1, selector: { matchLabels: labels } } },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef: target, maxReplicas: 3, minReplicas: 1 } },
  Pod: {
    spec: {
      containers: [{ name: 'a', image: 'a', startupProbe: { exec: { command: ['x'] } } }],
      volumes: [{ name: 'c', configMap: { name: 'x', optional: true } }],
    },
  },
  Service: { spec: { ports: [{ port: 80 }], type: 'ClusterIP' } },
  Deployment: {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'a' }] } },
    },
  },
}

const bothWays = Object.entries(objects).flatMap(([kind, object]): readonly Script[] => [
  {
    ...{ kind, name: 'who creates an object owns it, with what the server adds' },
    steps: [
      create('ann', { ...object, metadata: { labels } }),
      update('ben', (live) => live),
      merge('ben', { metadata: { labels: { b: '1' } } }),
      apply('cat', object),
    ],
  },
  {
    ...{ kind, name: 'who applies an object owns what is applied' },
    steps: [
      apply('ann', { ...object, metadata: { labels } }),
      apply('ann', { ...object, metadata: { labels } }),
      merge('ben', { metadata: { labels: { b: '1' } } }),
      apply('ann', object),
    ],
  },
])

export const creations: readonly Script[] = bothWays
