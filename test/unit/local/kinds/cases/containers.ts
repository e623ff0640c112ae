import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations } from './case.ts'

const container = { name: 'c', image: 'i' }

const inPod = (change: JsonObject): JsonObject => ({
  metadata: { name: 'a' },
  spec: {
    containers: [{ ...container, ...change }],
    volumes: [
      { name: 'v', emptyDir: {} },
      { name: 'w', emptyDir: {} },
    ],
  },
})

const ofEach = (changes: { readonly [it: string]: JsonObject }) =>
  Object.fromEntries(Object.entries(changes).map(([it, change]) => [it, inPod(change)]))

const env = (...vars: readonly Json[]) => ({ env: vars })
const from = (valueFrom: Json) => env({ name: 'A', valueFrom })
const ports = (...list: readonly Json[]) => ({ ports: list })
const mounts = (...volumeMounts: readonly Json[]) => ({ volumeMounts })
const live = (livenessProbe: Json) => ({ livenessProbe })
const probe = { httpGet: { port: 80 } }
const resources = (limits: Json, requests: Json = {}) => ({ resources: { limits, requests } })

export const containerCases: readonly Case[] = creations(
  'Pod',
  {},
  ofEach({
    'no name': { name: '' },
    'a name in capitals': { name: 'C' },
    'a dotted name': { name: 'a.b' },
    'a name of 64 letters': { name: 'a'.repeat(64) },
    'no image': { image: '' },
    'an image of blanks': { image: ' ' },
    'an image with a blank before it': { image: ' a' },
    'no such pull policy': { imagePullPolicy: 'Sometimes' },
    'no such termination policy': { terminationMessagePolicy: 'x' },
    'port 0': ports({ containerPort: 0 }),
    'port 65536': ports({ containerPort: 65536 }),
    'port -1': ports({ containerPort: -1 }),
    'no such protocol': ports({ containerPort: 1, protocol: 'HTTP' }),
    'a host port too high': ports({ containerPort: 1, hostPort: 70000 }),
    'two ports of one name': ports(
      { containerPort: 1, name: 'a' },
      { containerPort: 2, name: 'a' },
    ),
    'two ports of one number': ports({ containerPort: 1 }, { containerPort: 1 }),
    'a port with a long name': ports({ containerPort: 1, name: 'a'.repeat(16) }),
    'a port with a name in capitals': ports({ containerPort: 1, name: 'HTTP' }),
    'a port with a number for a name': ports({ containerPort: 1, name: '80' }),
    'a port with two hyphens in a row': ports({ containerPort: 1, name: 'a--b' }),
    'a port with a hyphen at the end': ports({ containerPort: 1, name: 'a-' }),
    'two containers want one host port': ports(
      { containerPort: 1, hostPort: 5 },
      { containerPort: 2, hostPort: 5 },
    ),
    'a variable without a name': env({ value: 'x' }),
    'a variable with a sign in its name': env({ name: 'A=B', value: 'x' }),
    'a variable with a blank in its name': env({ name: 'A B', value: 'x' }),
    'a variable with an umlaut in its name': env({ name: 'Ä', value: 'x' }),
    'a variable that begins with a digit': env({ name: '1A', value: 'x' }),
    'a variable twice': env({ name: 'A', value: 'x' }, { name: 'A', value: 'y' }),
    'a variable from nowhere': from({}),
    'a variable with a value and a source': env({
      name: 'A',
      value: 'x',
      valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
    }),
    'a variable from two sources': from({
      fieldRef: { fieldPath: 'metadata.name' },
      secretKeyRef: { name: 'a', key: 'b' },
    }),
    'a field that cannot be asked for': from({ fieldRef: { fieldPath: 'spec.containers' } }),
    'a field that is none': from({ fieldRef: { fieldPath: 'metadata.what' } }),
    'no field': from({ fieldRef: { fieldPath: '' } }),
    'a label': from({ fieldRef: { fieldPath: "metadata.labels['a/b']" } }),
    'a label that can be none': from({ fieldRef: { fieldPath: "metadata.labels['a b']" } }),
    'an annotation': from({ fieldRef: { fieldPath: "metadata.annotations['A']" } }),
    'a field of another version': from({
      fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v2' },
    }),
    'all labels': from({ fieldRef: { fieldPath: 'metadata.labels' } }),
    'the address of the host': from({ fieldRef: { fieldPath: 'status.hostIP' } }),
    'the address': from({ fieldRef: { fieldPath: 'status.podIP' } }),
    'the node': from({ fieldRef: { fieldPath: 'spec.nodeName' } }),
    'a part of a name': from({ fieldRef: { fieldPath: "metadata.name['x']" } }),
    'a resource that cannot be asked for': from({ resourceFieldRef: { resource: 'limits.gpu' } }),
    'no resource': from({ resourceFieldRef: { resource: '' } }),
    'a divisor that is none': from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } }),
    'a divisor of memory': from({
      resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
    }),
    'a divisor of memory that is none': from({
      resourceFieldRef: { resource: 'limits.memory', divisor: '2Mi' },
    }),
    'a ConfigMap without a name': from({ configMapKeyRef: { key: 'a' } }),
    'a ConfigMap without a key': from({ configMapKeyRef: { name: 'a' } }),
    'a ConfigMap with an impossible key': from({ configMapKeyRef: { name: 'a', key: 'a b' } }),
    'a ConfigMap with an impossible name': from({ configMapKeyRef: { name: 'A', key: 'a' } }),
    'a Secret with neither': from({ secretKeyRef: {} }),
    'a key of two dots': from({ secretKeyRef: { name: 'a', key: '..' } }),
    'a key that begins with two dots': from({ secretKeyRef: { name: 'a', key: '..a' } }),
    'a key that is long': from({ secretKeyRef: { name: 'a', key: 'a'.repeat(254) } }),
    'all of a ConfigMap': { envFrom: [{ configMapRef: { name: 'a' }, prefix: 'X_' }] },
    'all of nothing': { envFrom: [{}] },
    'all of two': { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] },
    'all of a ConfigMap without a name': { envFrom: [{ configMapRef: {} }] },
    'all of a ConfigMap with an impossible prefix': {
      envFrom: [{ configMapRef: { name: 'a' }, prefix: 'a=' }],
    },
    'a mount of no volume': mounts({ name: 'x', mountPath: '/a' }),
    'a mount without a name': mounts({ mountPath: '/a' }),
    'a mount without a path': mounts({ name: 'v' }),
    'two mounts at one path': mounts(
      { name: 'v', mountPath: '/a' },
      { name: 'w', mountPath: '/a' },
    ),
    'one volume mounted twice': mounts(
      { name: 'v', mountPath: '/a' },
      { name: 'v', mountPath: '/b' },
    ),
    'a mount of a path above': mounts({ name: 'v', mountPath: '/a', subPath: '../b' }),
    'a mount of an absolute path': mounts({ name: 'v', mountPath: '/a', subPath: '/b' }),
    'a mount of two sub-paths': mounts({
      name: 'v',
      mountPath: '/a',
      subPath: 'a',
      subPathExpr: 'b',
    }),
    'a mount with no such propagation': mounts({
      name: 'v',
      mountPath: '/a',
      mountPropagation: 'x',
    }),
    'a mount propagated both ways': mounts({
      name: 'v',
      mountPath: '/a',
      mountPropagation: 'Bidirectional',
    }),
    'a probe of nothing': live({}),
    'a probe of two things': live({ httpGet: { port: 80 }, exec: { command: ['a'] } }),
    'a probe of a number of seconds below 0': live({ ...probe, periodSeconds: -1 }),
    'a probe with all numbers below 0': live({
      ...probe,
      initialDelaySeconds: -1,
      timeoutSeconds: -1,
      failureThreshold: -1,
      successThreshold: -1,
    }),
    'a liveness probe that must succeed twice': live({ ...probe, successThreshold: 2 }),
    'a readiness probe that must succeed twice': {
      readinessProbe: { ...probe, successThreshold: 2 },
    },
    'a startup probe that must succeed twice': { startupProbe: { ...probe, successThreshold: 2 } },
    'a probe without a port': live({ httpGet: {} }),
    'a probe of port 0': live({ httpGet: { port: 0 } }),
    'a probe of port 70000': live({ tcpSocket: { port: 70000 } }),
    'a probe of a port with an impossible name': live({ httpGet: { port: 'A_B' } }),
    'a probe of an empty port': live({ httpGet: { port: '' } }),
    'a probe with no such scheme': live({ httpGet: { port: 80, scheme: 'FTP' } }),
    'a probe with a header that is none': live({
      httpGet: { port: 80, httpHeaders: [{ name: 'a b', value: 'x' }] },
    }),
    'a probe without a command': live({ exec: {} }),
    'a probe of gRPC without a port': live({ grpc: {} }),
    'a probe with a grace period of 0': live({ ...probe, terminationGracePeriodSeconds: 0 }),
    'a readiness probe with a grace period': {
      readinessProbe: { ...probe, terminationGracePeriodSeconds: 3 },
    },
    'a hook of nothing': { lifecycle: { preStop: {} } },
    'a hook that sleeps': { lifecycle: { preStop: { sleep: { seconds: 5 } } } },
    'a hook that sleeps too long': { lifecycle: { preStop: { sleep: { seconds: 500 } } } },
    'a hook that sleeps below 0': { lifecycle: { preStop: { sleep: { seconds: -1 } } } },
    'a hook of two things': {
      lifecycle: { postStart: { sleep: { seconds: 5 }, exec: { command: ['a'] } } },
    },
    'a hook without a command': { lifecycle: { postStart: { exec: { command: [] } } } },
    'a request above its limit': resources({ cpu: '1' }, { cpu: '2' }),
    'a limit below 0': resources({ cpu: '-1' }),
    'a resource that nobody knows': resources({ foo: '1' }),
    'a resource of somebody': resources({ 'example.com/gpu': '1' }),
    'half of a resource of somebody': resources({ 'example.com/gpu': '500m' }),
    'a request of a resource of somebody': resources({}, { 'example.com/gpu': '1' }),
    'a request and a limit of somebody’s that differ': resources(
      { 'example.com/gpu': '2' },
      { 'example.com/gpu': '1' },
    ),
    'a resource with a name that can be none': resources({ 'a b': '1' }),
    'a resource with a reserved name': resources({ 'requests.example.com/a': '1' }),
    'huge pages alone': resources({ 'hugepages-2Mi': '2Mi' }),
    'ephemeral storage': resources({ 'ephemeral-storage': '1Gi' }),
    storage: resources({ storage: '1Gi' }),
    pods: resources({ pods: '1' }),
    'a resource that every object of JavaScript has': resources({}, { constructor: '1' }),
    'a variable from what every object of JavaScript has': from({
      resourceFieldRef: { resource: 'limits.constructor', divisor: '1' },
    }),
    'a claim of nobody': { resources: { claims: [{ name: 'x' }] } },
    'a privileged container that cannot escalate': {
      securityContext: { privileged: true, allowPrivilegeEscalation: false },
    },
    'a user below 0': { securityContext: { runAsUser: -1 } },
    'a group below 0': { securityContext: { runAsGroup: -1 } },
    'no such proc mount': { securityContext: { procMount: 'x' } },
    'no such seccomp profile': { securityContext: { seccompProfile: { type: 'x' } } },
    'a seccomp profile without a file': {
      securityContext: { seccompProfile: { type: 'Localhost' } },
    },
    'a seccomp profile with a file too many': {
      securityContext: { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
    },
    'a restart policy': { restartPolicy: 'Always' },
    'no such restart policy': { restartPolicy: 'x' },
    'a volume device': { volumeDevices: [{ name: 'v', devicePath: '/a' }] },
    'a resize policy': { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] },
    'no such resize policy': { resizePolicy: [{ resourceName: 'x', restartPolicy: 'y' }] },
    'an empty resize policy': { resizePolicy: [{}] },
    'a device of nothing': { volumeDevices: [{}] },
    'a mount with no such way to be read-only': mounts({
      ...{ name: 'v', mountPath: '/a', recursiveReadOnly: 'x' },
    }),
    'a seccomp profile of no type': { securityContext: { seccompProfile: {} } },
    'no such AppArmor profile': { securityContext: { appArmorProfile: { type: 'x' } } },
    'an AppArmor profile without a file': {
      securityContext: { appArmorProfile: { type: 'Localhost' } },
    },
    'an AppArmor profile with a file too many': {
      securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'a' } },
    },
    'a claim without a name': { resources: { claims: [{}] } },
    'a request of a name that can be none': resources({}, { 'a b': '1' }),
    'everything that is fine': {
      ...env(
        { name: 'A', value: 'b' },
        { name: 'B', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } },
      ),
      ...ports({ containerPort: 80, name: 'http' }, { containerPort: 81, name: 'metrics' }),
      ...mounts({ name: 'v', mountPath: '/a', readOnly: true }),
      ...resources({ cpu: '1', memory: '1Gi' }, { cpu: '100m' }),
      ...live(probe),
    },
  }),
)

export const containerCompletions: readonly Case[] = completions(
  'Pod',
  {},
  ofEach({
    'a container as short as can be': {},
    'an image with a tag': { image: 'a/b:1' },
    'an image with the newest tag': { image: 'a/b:latest' },
    'an image in capitals': { image: 'A/b' },
    'an image of 300 letters': { image: 'a'.repeat(300) },
    'an image of a registry with a port': { image: 'h:5000/b' },
    'an image with a digest': {
      image: 'a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    'an image with the newest tag and a digest': {
      image: 'a:latest@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    ports: ports({ containerPort: 80 }, { containerPort: 81, protocol: 'UDP', name: 'dns' }),
    variables: env(
      { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      { name: 'C', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } },
      { name: 'D', value: '' },
    ),
    probes: {
      livenessProbe: probe,
      readinessProbe: { grpc: { port: 80 } },
      startupProbe: { exec: { command: ['a'] }, failureThreshold: 30 },
    },
    hooks: {
      lifecycle: { preStop: { httpGet: { port: 'a' } }, postStart: { sleep: { seconds: 0 } } },
    },
    limits: resources({ cpu: 1, memory: '1024Mi' }, { cpu: '0.0001' }),
    'limits and no requests': { resources: { limits: { cpu: '1500m', memory: 1073741824 } } },
    'a guaranteed share': resources(
      { cpu: '1', memory: '1Gi' },
      { cpu: '1000m', memory: '1024Mi' },
    ),
    'empty things': {
      ...{
        args: [],
        command: [],
        env: [],
        envFrom: [],
        ports: [],
        volumeMounts: [],
        resources: {},
      },
      ...{ stdin: false, tty: false, workingDir: '', securityContext: {}, lifecycle: {} },
    },
    'things with a value': {
      ...{ args: ['a'], command: ['b'], stdin: true, tty: true, workingDir: '/a', stdinOnce: true },
      securityContext: { runAsUser: 0, runAsNonRoot: false, capabilities: { drop: ['ALL'] } },
    },
  }),
)
