import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const spec = (change: JsonObject): JsonObject => ({ spec: change })
const policy: JsonObject = { metadata: { name: 'a' }, spec: { podSelector: {} } }
const ingress = (...list: readonly Json[]) => spec({ ingress: list })

const networkPolicies: readonly Case[] = [
  ...creations('NetworkPolicy', policy, {
    'no such policy type': spec({ policyTypes: ['x'] }),
    'three policy types': spec({ policyTypes: ['Ingress', 'Egress', 'Ingress'] }),
    'a port of 70000': ingress({ ports: [{ port: 70000 }] }),
    'a port with a name that can be none': ingress({ ports: [{ port: 'A_B' }] }),
    'a range without its begin': ingress({ ports: [{ endPort: 5 }] }),
    'a range that ends before it begins': ingress({ ports: [{ port: 9, endPort: 5 }] }),
    'no such protocol': ingress({ ports: [{ protocol: 'x', port: 1 }] }),
    'from nobody': ingress({ from: [{}] }),
    'from two': ingress({ from: [{ podSelector: {}, ipBlock: { cidr: '1.2.3.0/24' } }] }),
    'from a block that is none': ingress({ from: [{ ipBlock: { cidr: 'x' } }] }),
    'from a block but for another': ingress({
      from: [{ ipBlock: { cidr: '1.2.3.0/24', except: ['2.2.3.0/25'] } }],
    }),
    'a selector of no such operator': spec({
      podSelector: { matchExpressions: [{ key: 'a', operator: 'x' }] },
    }),
  }),
  ...completions('NetworkPolicy', policy, {
    'a policy as short as can be': {},
    'out as well': spec({ egress: [{ ports: [{ port: 80 }] }] }),
    'nothing out': spec({ egress: [] }),
    'only out': spec({ policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] }),
  }),
  ...updates('NetworkPolicy', policy, {
    'another selector': spec({ podSelector: { matchLabels: { a: 'b' } } }),
  }),
]

const budget: JsonObject = {
  metadata: { name: 'a' },
  spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
}

const budgets: readonly Case[] = [
  ...creations('PodDisruptionBudget', budget, {
    'both at once': spec({ maxUnavailable: 1 }),
    neither: spec({ minAvailable: null }),
    'fewer than none': spec({ minAvailable: -1 }),
    'more than all': spec({ minAvailable: '101%' }),
    'a share that is none': spec({ minAvailable: 'x' }),
    'away, more than all': spec({ minAvailable: null, maxUnavailable: '101%' }),
    'no selector': spec({ selector: null }),
    'a selector that can be none': spec({ selector: { matchLabels: { 'a b': 'c' } } }),
    'a name in capitals': { metadata: { name: 'A' } },
    'no such eviction policy': spec({ unhealthyPodEvictionPolicy: 'x' }),
  }),
  ...completions('PodDisruptionBudget', budget, {
    'a budget': {},
    'in percent': spec({ minAvailable: null, maxUnavailable: '30%' }),
    'an empty selector': spec({ selector: { matchLabels: null } }),
  }),
  ...updates('PodDisruptionBudget', budget, {
    'another number': spec({ minAvailable: 2 }),
    'a label': { metadata: { labels: { a: 'b' } } },
  }),
  ...statusUpdates('PodDisruptionBudget', budget, {
    'some are healthy': { status: { currentHealthy: 1, expectedPods: 2 } },
    'less than none are healthy': { status: { currentHealthy: -1 } },
  }),
]

const scaler: JsonObject = {
  metadata: { name: 'a' },
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { kind: 'Deployment', name: 'x', apiVersion: 'apps/v1' },
  },
}

const scalers: readonly Case[] = [
  ...creations('HorizontalPodAutoscaler', scaler, {
    'at most none': spec({ maxReplicas: 0 }),
    'at least more than at most': spec({ minReplicas: 5 }),
    'at least none': spec({ minReplicas: 0 }),
    'no target': spec({ scaleTargetRef: { name: null, kind: null } }),
    'no such metric': spec({ metrics: [{ type: 'x' }] }),
    'a metric of nothing': spec({ metrics: [{ type: 'Resource' }] }),
    'a metric without a target': spec({
      metrics: [{ type: 'Resource', resource: { name: 'cpu' } }],
    }),
    'no such ways': spec({
      behavior: {
        scaleUp: { selectPolicy: 'x', stabilizationWindowSeconds: -1 },
        scaleDown: {
          stabilizationWindowSeconds: 5000,
          policies: [
            { type: 'x', value: 0, periodSeconds: 0 },
            { type: 'Pods', value: 1, periodSeconds: 3600 },
          ],
        },
      },
    }),
    'no way at all': spec({ behavior: { scaleUp: { policies: [] } } }),
    'a share of 0': spec({
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 0 } },
        },
      ],
    }),
  }),
  ...completions('HorizontalPodAutoscaler', scaler, {
    'a scaler as short as can be': {},
    'a scaler with a metric and its ways': spec({
      minReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
        },
      ],
      behavior: { scaleUp: { policies: [{ type: 'Pods', value: 3, periodSeconds: 10 }] } },
    }),
    'a scaler with a way down': spec({
      behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    }),
    'a scaler with no way': spec({ behavior: {} }),
  }),
]

export const policyCases = [...networkPolicies, ...budgets, ...scalers]
