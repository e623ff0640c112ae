import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { type Case, merged } from './case.ts'

const container = { name: 'c', image: 'i' }
const labels = { app: 'a' }

const pod = (spec: JsonObject, name = 'a'): JsonObject => ({
  metadata: { name },
  spec: { containers: [container], ...spec },
})

const deployment = (spec: JsonObject, name = 'a'): JsonObject => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container], ...spec } },
  },
})

const one = (more: JsonObject): JsonObject => ({ containers: [{ ...container, ...more }] })
const ports = (...list: readonly Json[]) => one({ ports: list })
const env = (...list: readonly Json[]) => one({ env: list })

const specs: { readonly [it: string]: JsonObject } = {
  'nothing to warn of': {},
  'a variable twice': env({ name: 'A', value: 'x' }, { name: 'A', value: 'y' }),
  'a variable that adds to itself': env({ name: 'A', value: 'x' }, { name: 'A', value: '$(A)y' }),
  'a variable that is itself': env({ name: 'A', value: 'x' }, { name: 'A', value: '$(A)' }),
  'a variable from elsewhere instead': env(
    { name: 'A', value: 'x' },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ),
  'a port twice': ports({ containerPort: 1 }, { containerPort: 1 }),
  'a port of two protocols': ports({ containerPort: 1 }, { containerPort: 1, protocol: 'UDP' }),
  'a port of two hosts': ports(
    { containerPort: 1, hostPort: 2 },
    { containerPort: 1, hostPort: 2, hostIP: '1.2.3.4' },
  ),
  'a port of the host and one that is not': ports(
    { containerPort: 1, hostPort: 2 },
    { containerPort: 1 },
  ),
  'two containers with ports of one name': {
    containers: ['c', 'd'].map((name, i) => ({
      ...{ name, image: 'i', ports: [{ name: 'http', containerPort: i + 1 }] },
    })),
  },
  'an init container with the same port': {
    initContainers: [{ name: 'i', image: 'i', ports: [{ containerPort: 1 }] }],
    ...ports({ containerPort: 1 }),
  },
  'half a byte': one({ resources: { limits: { memory: '1500m' } } }),
  'a grace period below 0': { terminationGracePeriodSeconds: -1 },
  'a spread of nothing in particular': {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
    ],
  },
  'one secret twice': { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] },
  'a secret without a name': { imagePullSecrets: [{}] },
  'one address twice': {
    hostAliases: [1, 2].map(() => ({ ip: '1.2.3.4', hostnames: ['a'] })),
  },
}

const warned = (kind: string, it: string, sent: JsonObject, more: Partial<Case> = {}): Case => ({
  ...{ it: `Warn: ${it}`, kind, sent, fieldValidation: 'Warn', isShown: true },
  ...more,
})

const experiment: JsonObject = {
  apiVersion: 'contender.dev/v1alpha1',
  kind: 'ModelExperiment',
  metadata: { name: 'a' },
  spec: {
    ...{ task: 'Classification', champion: 'v3' },
    variants: [{ name: 'v3', model: { uri: 's3://m/3.onnx' } }],
    metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }],
  },
}

const twice = env({ name: 'A', value: 'x' }, { name: 'A', value: 'y' })

export const warningCases: readonly Case[] = [
  ...Object.entries(specs).flatMap(([it, spec]) => [
    warned('Pod', it, pod(spec)),
    warned('Deployment', it, deployment(spec)),
  ]),
  warned('Pod', 'a dotted name', pod({}, 'a.b')),
  warned('Deployment', 'a dotted name', deployment({}, 'a.b')),
  warned(
    'Deployment',
    'a label is changed where there is something to warn of',
    {
      metadata: { labels },
    },
    { old: deployment(twice) },
  ),
  warned(
    'Deployment',
    'more of it, where there is something to warn of',
    { spec: { replicas: 2 } },
    {
      old: deployment(twice),
    },
  ),
  warned(
    'Pod',
    'a label is changed where there is something to warn of',
    { metadata: { labels } },
    {
      old: pod(twice),
    },
  ),
  warned('Service', 'an external address', {
    metadata: { name: 'a' },
    spec: { ports: [{ port: 80 }], externalIPs: ['1.2.3.4'] },
  }),
  warned(
    'ModelExperiment',
    'finalizers without a domain',
    merged(experiment, {
      metadata: { finalizers: ['a', 'b.c/d', 'foregroundDeletion'] },
    }) as JsonObject,
  ),
  warned(
    'ModelExperiment',
    'another finalizer',
    { metadata: { finalizers: ['a', 'b'] } },
    {
      old: merged(experiment, { metadata: { finalizers: ['a'] } }) as JsonObject,
    },
  ),
]
