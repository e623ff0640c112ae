import type { JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const deployment: JsonObject = {
  metadata: { name: 'a' },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: {
      metadata: { labels: { app: 'a' } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    },
  },
}

const spec = (change: JsonObject): JsonObject => ({ spec: change })
const rolling = (rollingUpdate: JsonObject) => spec({ strategy: { rollingUpdate } })
const selecting = (change: JsonObject) => spec({ selector: change })
const by = (expression: JsonObject) => selecting({ matchExpressions: [expression] })

export const deploymentCases: readonly Case[] = creations('Deployment', deployment, {
  'no spec': { spec: null },
  'a name in capitals': { metadata: { name: 'A' } },
  'replicas below 0': spec({ replicas: -1 }),
  'no selector': spec({ selector: null }),
  'an empty selector': spec({ selector: { matchLabels: null } }),
  'a selector that does not match': selecting({ matchLabels: { app: 'b' } }),
  'a selector of more than there is': selecting({ matchLabels: { app: 'a', b: 'c' } }),
  'a selector of a key that can be none': selecting({ matchLabels: { 'a b': 'c' } }),
  'a selector of a value that can be none': selecting({ matchLabels: { app: 'b c' } }),
  'a selector of no such operator': by({ key: 'app', operator: 'x' }),
  'a selector in nothing': by({ key: 'app', operator: 'In' }),
  'a selector of existence with values': by({ key: 'app', operator: 'Exists', values: ['a'] }),
  'a selector in what is there': by({ key: 'app', operator: 'In', values: ['a', 'b'] }),
  'a selector not in what is there': by({ key: 'app', operator: 'NotIn', values: ['a'] }),
  'a selector of what is not there': by({ key: 'x', operator: 'Exists' }),
  'a selector of what must not be there': by({ key: 'x', operator: 'DoesNotExist' }),
  'a selector in a value that can be none': by({ key: 'app', operator: 'In', values: ['a b'] }),
  'a selector without a key': by({ operator: 'Exists' }),
  'a selector of what every object of JavaScript has': by({
    key: 'constructor',
    operator: 'Exists',
  }),
  'an operator that every object of JavaScript has': by({ key: 'a', operator: 'constructor' }),
  'a label that every object of JavaScript has': selecting({ matchLabels: { toString: 'a' } }),
  'no such strategy': spec({ strategy: { type: 'x' } }),
  'all at once, and by and by': spec({
    strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
  }),
  'none more and none less': rolling({ maxSurge: 0, maxUnavailable: 0 }),
  'none more and 0 % less': rolling({ maxSurge: '0%', maxUnavailable: '0%' }),
  'more by less than none': rolling({ maxSurge: -1 }),
  'less than none away': rolling({ maxUnavailable: -1 }),
  'more than all away': rolling({ maxUnavailable: '101%' }),
  'twice as many more': rolling({ maxSurge: '200%' }),
  'a share that is none': rolling({ maxSurge: 'x' }),
  'a share without its sign': rolling({ maxUnavailable: '10' }),
  'half a percent': rolling({ maxUnavailable: '0.5%' }),
  'a share below 0': rolling({ maxUnavailable: '-5%' }),
  'ready before it began': spec({ minReadySeconds: -1 }),
  'a history below 0': spec({ revisionHistoryLimit: -1 }),
  'a deadline below 0': spec({ progressDeadlineSeconds: -1 }),
  'a deadline before it can be ready': spec({ progressDeadlineSeconds: 5, minReadySeconds: 5 }),
  'no template': spec({ template: null }),
  'a template without labels': spec({ template: { metadata: { labels: null } } }),
  'a template with a label that can be none': spec({
    template: { metadata: { labels: { 'a b': 'c' } } },
  }),
  'a template with a value that can be none': spec({
    template: { metadata: { labels: { b: 'a b' } } },
  }),
  'a template with an annotation that can be none': spec({
    template: { metadata: { annotations: { 'a b': 'c' } } },
  }),
  'a template without containers': spec({ template: { spec: { containers: [] } } }),
  'a template that never restarts': spec({ template: { spec: { restartPolicy: 'Never' } } }),
  'a template that restarts in no such way': spec({ template: { spec: { restartPolicy: 'x' } } }),
  'a template with a deadline': spec({ template: { spec: { activeDeadlineSeconds: 5 } } }),
  'a template with a container without an image': spec({
    template: { spec: { containers: [{ name: 'c' }] } },
  }),
  'a template with a mount of no volume': spec({
    template: {
      spec: {
        containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'x', mountPath: '/a' }] }],
      },
    },
  }),
  'a template with an ephemeral container': spec({
    template: { spec: { ephemeralContainers: [{ name: 'e', image: 'i' }] } },
  }),
  'many things at once': spec({
    replicas: -1,
    minReadySeconds: -1,
    strategy: { type: 'x' },
    template: { spec: { containers: [{ name: 'C', image: '' }], dnsPolicy: 'x' } },
  }),
})

export const deploymentCompletions: readonly Case[] = completions('Deployment', deployment, {
  'a Deployment as short as can be': {},
  'none of it': spec({ replicas: 0, minReadySeconds: 0, paused: false }),
  'all at once': spec({ strategy: { type: 'Recreate' } }),
  'by and by': rolling({ maxSurge: 3 }),
  'by and by in percent': rolling({ maxSurge: '10%', maxUnavailable: 0 }),
  'an empty strategy': spec({ strategy: {} }),
  'a template with limits': spec({
    template: {
      spec: { containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: 1 } } }] },
    },
  }),
  'a Deployment with a status': { status: { replicas: 3 } },
  'a Deployment with a generation': { metadata: { generation: 7 } },
})

export const deploymentUpdates: readonly Case[] = [
  ...updates('Deployment', deployment, {
    'more of it': spec({ replicas: 3 }),
    'another image': spec({ template: { spec: { containers: [{ name: 'c', image: 'j' }] } } }),
    'another selector': {
      spec: {
        selector: { matchLabels: { app: 'b' } },
        template: { metadata: { labels: { app: 'b' } } },
      },
    },
    'an annotation': { metadata: { annotations: { a: 'b' } } },
    'a label': { metadata: { labels: { a: 'b' } } },
    'a status': { status: { replicas: 3 } },
    nothing: {},
  }),
  ...statusUpdates('Deployment', deployment, {
    'it runs': {
      status: { replicas: 2, readyReplicas: 2, availableReplicas: 1, updatedReplicas: 2 },
    },
    'more ready than there are': { status: { replicas: 1, readyReplicas: 2 } },
    'more available than ready': { status: { replicas: 2, availableReplicas: 1 } },
    'more updated than there are': { status: { updatedReplicas: 1 } },
    'less than none': {
      status: { replicas: -1, observedGeneration: -1, unavailableReplicas: -1, collisionCount: -1 },
    },
    'another spec, which is not taken': spec({ replicas: 9 }),
    'labels, which are not taken': { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } },
  }),
]
