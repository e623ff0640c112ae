import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import type { Case } from './case.ts'

const container = { name: 'c', image: 'i' }

const pods = (change: JsonObject = {}, inContainer: JsonObject = {}): JsonObject => ({
  selector: { matchLabels: { a: 'b' } },
  template: {
    metadata: { labels: { a: 'b' } },
    spec: { containers: [{ ...container, ...inContainer }], ...change },
  },
})

const whole = (change: JsonObject = {}, spec: Json = pods()): JsonObject => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec },
  ...change,
})

const ofSpec = (change: JsonObject) => whole({}, { ...pods(), ...change })
const ofPod = (change: JsonObject) => whole({}, pods(change))
const ofContainer = (change: JsonObject) => whole({}, pods({}, change))
const ofMetadata = (change: JsonObject) => whole({ metadata: { name: 'a', ...change } })
const surging = (maxSurge: Json) => ofSpec({ strategy: { rollingUpdate: { maxSurge } } })
const limited = (limits: Json) => ofContainer({ resources: { limits } })

const asDeployments = (objects: { readonly [it: string]: JsonObject }): readonly Case[] =>
  Object.entries(objects).map(([it, sent]) => ({ it, kind: 'Deployment', sent }))

const surplus = whole({ foo: 1 }, { ...pods({ baz: 3 }, { x: 1, y: {} }), bar: 2, Replicas: 1 })

const deployments: readonly Case[] = [
  ...asDeployments({
    'a text for a number': ofSpec({ replicas: 'x' }),
    'a fraction for a number': ofSpec({ replicas: 1.5 }),
    'a number that is too large': ofSpec({ replicas: 3_000_000_000 }),
    'a truth for a number': ofSpec({ replicas: true }),
    'an object for a list': ofPod({ containers: {} }),
    'numbers for objects': ofPod({ containers: [1] }),
    'nulls for objects': ofPod({ containers: [null] }),
    'a number for a text': ofContainer({ image: 3 }),
    'two of them': whole({}, { ...pods({}, { image: 3 }), replicas: 'x' }),
    'a number for a text, and later no amount': ofContainer({
      ...{ image: 3, resources: { limits: { cpu: 'x' } } },
    }),
    'a number for a text, and later no time': whole({
      ...{ spec: { paused: 'x' }, metadata: { name: 1, creationTimestamp: 'x' } },
    }),
    'a number for a label': ofMetadata({ labels: { a: 1 } }),
    'a list for labels': ofMetadata({ labels: [] }),
    'a number for a label of the template': ofSpec({
      template: { metadata: { labels: { a: 1 } } },
    }),
    'a text for the spec': whole({}, 'x'),
    'a text for metadata': whole({ metadata: 'a' }),
    'a number for a choice': ofPod({ restartPolicy: 1 }),
    'a truth for an amount': limited({ cpu: true }),
    'a text that is no amount': limited({ cpu: '1x' }),
    'an amount with no such suffix': limited({ cpu: '1i' }),
    'an object for an amount': limited({ cpu: {} }),
    'a null for an amount': limited({ cpu: null }),
    'a list for amounts': limited([]),
    'a truth for a number or a share': surging(true),
    'an object for a number or a share': surging({}),
    'a fraction for a number or a share': surging(1.5),
    'unknown fields': surplus,
    'an unknown field and a wrong type': whole({ foo: 1 }, { ...pods(), replicas: 'x' }),
    'an unknown field of metadata': ofMetadata({ foo: 1 }),
    'unknown fields of a volume': ofPod({ volumes: [{ name: 'v', emptyDir: { a: 1 }, foo: {} }] }),
    'a number for a medium': ofPod({ volumes: [{ name: 'v', emptyDir: { medium: 1 } }] }),
    'a truth for a port': ofContainer({ livenessProbe: { httpGet: { port: true } } }),
    'an object for headers': ofContainer({ livenessProbe: { httpGet: { httpHeaders: {} } } }),
    'an object for variables': ofContainer({ env: {} }),
    'a number for a variable': ofContainer({ env: [{ name: 'a', value: 3 }] }),
    'a number for the name of a ConfigMap': ofContainer({
      env: [{ name: 'a', valueFrom: { configMapKeyRef: { name: 3 } } }],
    }),
    'a time that is none': ofMetadata({ creationTimestamp: 'x' }),
    'a number for a time': ofMetadata({ creationTimestamp: 1 }),
    'a number for a uid': ofMetadata({ uid: 1 }),
    'a number for the uid of an owner': ofMetadata({ ownerReferences: [{ uid: 3 }] }),
    'a text for whether it is in charge': ofMetadata({ ownerReferences: [{ controller: 'x' }] }),
    'a number among finalizers': ofMetadata({ finalizers: ['a', 3] }),
    'no such kind': whole({ kind: 'Foo' }),
    'a number for a kind': whole({ kind: 1 }),
    'another version': whole({ apiVersion: 'apps/v2' }),
    'a version with two slashes': whole({ apiVersion: 'a/b/c' }),
    'another kind': whole({ kind: 'Pod', apiVersion: 'v1' }),
    'a number among arguments': ofContainer({ args: [1] }),
    'a null among arguments': ofContainer({ args: [null] }),
    'a text for a command': ofContainer({ command: 'x' }),
    'a text in a status': whole({ status: { replicas: 'x' } }),
    'a text for a truth': ofSpec({ paused: 'true' }),
    'a number for a capability': ofContainer({ securityContext: { capabilities: { add: [1] } } }),
    'a number for capabilities': ofContainer({ securityContext: { capabilities: { add: 1 } } }),
    'a number for a node label': ofPod({ nodeSelector: { a: 1 } }),
    'a text for values': ofSpec({ selector: { matchExpressions: [{ values: 'a' }] } }),
  }),
  ...(['Warn', 'Ignore'] as const).map((fieldValidation) => ({
    ...{ it: `${fieldValidation}: unknown fields`, kind: 'Deployment', sent: surplus },
    ...{ fieldValidation, isShown: true as const },
  })),
  {
    ...{ it: 'no kind and no version', kind: 'Deployment', isShown: true },
    sent: { metadata: { name: 'a' }, spec: pods() },
  },
]

const others = (kind: string, objects: { readonly [it: string]: JsonObject }): readonly Case[] =>
  Object.entries(objects).map(([it, change]) => ({
    it,
    kind,
    sent: { metadata: { name: 'a' }, ...change },
  }))

const experiment: JsonObject = {
  apiVersion: 'contender.dev/v1alpha1',
  kind: 'ModelExperiment',
  metadata: { name: 'a' },
  spec: {
    ...{
      task: 'Classification',
      champion: 'v3',
      variants: [{ name: 'v3', model: { uri: 's3://m/3.onnx' } }],
    },
    metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }],
  },
}
const surplusOfOurs = { ...experiment, foo: 1, spec: { ...Object(experiment['spec']), bar: 1 } }

export const decodingCases: readonly Case[] = [
  ...deployments,
  ...others('Secret', {
    'a text that is no base64': { data: { a: '%%%' } },
    'base64 without its end': { data: { a: 'YQ' } },
    'base64 with more after its end': { data: { a: 'YQ==a' } },
    'a number for bytes': { data: { a: 1 } },
    'a list for bytes': { data: [] },
    'a number for a text': { stringData: { a: 1 } },
  }),
  ...others('ConfigMap', {
    'a number for a text': { data: { a: 1 } },
    'a truth for a text': { data: { a: true } },
    'a list for texts': { data: [] },
    'a text that is no base64': { binaryData: { a: 'x' } },
    'a text for a truth': { immutable: 'x' },
  }),
  ...others('Lease', {
    'a time that is none': { spec: { renewTime: 'x' } },
    'a time without its fraction': { spec: { renewTime: '2020-01-01T00:00:00Z' } },
    'a time with too long a fraction': { spec: { renewTime: '2020-01-01T00:00:00.1234567Z' } },
    'a thirteenth month': { spec: { renewTime: '2020-13-01T00:00:00.000000Z' } },
    'a thirtieth of February': { spec: { renewTime: '2020-02-30T00:00:00.000000Z' } },
    'a time and more': { spec: { renewTime: '2020-01-01T00:00:00.000000Zx' } },
    'a number for a time': { spec: { acquireTime: 1 } },
    'a text for a number': { spec: { leaseDurationSeconds: '3' } },
  }),
  ...others('Service', {
    'a text for a port': { spec: { ports: [{ port: '80' }] } },
    'a list for a port': { spec: { ports: [{ port: 80, targetPort: [] }] } },
    'an object for ports': { spec: { ports: {} } },
    'a number in a selector': { spec: { selector: { a: 1 } } },
    'a number for a family': { spec: { ipFamilies: [1] } },
  }),
  ...others('EndpointSlice', {
    'a number for a type': { addressType: 3 },
    'a text for addresses': { addressType: 'IPv4', endpoints: [{ addresses: 'x' }] },
    'a text for a truth': {
      ...{
        addressType: 'IPv4',
        endpoints: [{ addresses: ['1.2.3.4'], conditions: { ready: 'x' } }],
      },
    },
  }),
  ...others('NetworkPolicy', {
    'a number for a type': { spec: { policyTypes: [1] } },
    'a truth for a port': { spec: { ingress: [{ ports: [{ port: true }] }] } },
  }),
  ...others('PodDisruptionBudget', { 'a truth for a share': { spec: { minAvailable: true } } }),
  ...others('HorizontalPodAutoscaler', {
    'a text for a number': { spec: { maxReplicas: 'x' } },
    'a text that is no amount': {
      spec: { metrics: [{ resource: { target: { averageValue: 'x' } } }] },
    },
  }),
  ...others('Event', {
    'a text for an object': { involvedObject: 'x' },
    'a text for a number': { count: 'x' },
  }),
  ...others('Event.events.k8s.io', {
    'a time without its fraction': { eventTime: '2020-01-01T00:00:00Z' },
    'a number for a note': { note: 3 },
  }),
  ...others('Namespace', { 'a number for a finalizer': { spec: { finalizers: [1] } } }),
  ...others('ServiceAccount', { 'a number for a name': { secrets: [{ name: 1 }] } }),
  ...others('Pod', {
    'a text for a port': {
      spec: { containers: [{ ...container, ports: [{ containerPort: 'x' }] }] },
    },
    'a fraction for a time': { spec: { terminationGracePeriodSeconds: 1.5 } },
    'a list for an affinity': { spec: { affinity: { nodeAffinity: [] } } },
    'a number for a name': { spec: { ephemeralContainers: [{ name: 1 }] } },
  }),
  ...others('ModelExperiment', {
    'unknown fields': surplusOfOurs,
    'an unknown field of metadata': { ...experiment, metadata: { name: 'a', foo: 1 } },
    'no kind': { ...experiment, kind: '' },
    'a number for a kind': { ...experiment, kind: 2 },
    'another version': { ...experiment, apiVersion: 'contender.dev/v1' },
    'a version with two slashes': { ...experiment, apiVersion: 'a/b/c' },
    'a number for a list': { ...experiment, spec: { ...Object(experiment['spec']), variants: 3 } },
    'a number for a name': { ...experiment, metadata: { name: 1 } },
    'a number for a label': { ...experiment, metadata: { name: 'a', labels: { a: 1 } } },
  }),
  ...(['Warn', 'Ignore'] as const).map((fieldValidation) => ({
    ...{ it: `${fieldValidation}: unknown fields`, kind: 'ModelExperiment', sent: surplusOfOurs },
    ...{ fieldValidation, isShown: true as const },
  })),
]
