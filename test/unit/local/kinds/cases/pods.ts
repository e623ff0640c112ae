import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const pod: JsonObject = {
  metadata: { name: 'a' },
  spec: { containers: [{ name: 'c', image: 'i' }] },
}

const spec = (change: JsonObject): JsonObject => ({ spec: change })
const volumes = (...list: readonly Json[]) => spec({ volumes: list.map((volume) => volume) })
const volume = (source: JsonObject) => volumes({ name: 'v', ...source })
const affinity = (change: JsonObject) => spec({ affinity: change })
const onNode = (term: JsonObject) =>
  affinity({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  })
const init = (change: JsonObject) =>
  spec({ initContainers: [{ name: 'i', image: 'i', ...change }] })

export const podCases: readonly Case[] = creations('Pod', pod, {
  'no name': { metadata: { name: null } },
  'a name in capitals': { metadata: { name: 'A' } },
  'a dotted name': { metadata: { name: 'a.b' } },
  'a name of 254 letters': { metadata: { name: 'a'.repeat(254) } },
  'a label that can be none': { metadata: { labels: { 'a b': 'c' } } },
  'a value of a label that can be none': { metadata: { labels: { a: 'b c' } } },
  'an annotation with a key that can be none': { metadata: { annotations: { 'a b': 'c' } } },
  'an owner without a uid': {
    metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x' }] },
  },
  'a finalizer that can be none': { metadata: { finalizers: ['a b'] } },
  'a finalizer without a domain': { metadata: { finalizers: ['ab'] } },
  'no containers': spec({ containers: [] }),
  'no spec': { spec: null },
  'two containers of one name': spec({
    containers: [
      { name: 'c', image: 'i' },
      { name: 'c', image: 'i' },
    ],
  }),
  'an init container of the same name': init({ name: 'c' }),
  'an init container with a probe': init({ readinessProbe: { exec: { command: ['a'] } } }),
  'an init container with a hook': init({ lifecycle: { preStop: { exec: { command: ['a'] } } } }),
  'an init container that stays, with a probe': init({
    restartPolicy: 'Always',
    readinessProbe: { exec: { command: ['a'] } },
  }),
  'an init container that restarts never': init({ restartPolicy: 'Never' }),
  'two init containers of one name': spec({
    initContainers: [
      { name: 'i', image: 'i' },
      { name: 'i', image: 'i' },
    ],
  }),
  'an ephemeral container': spec({ ephemeralContainers: [{ name: 'e', image: 'i' }] }),
  'two containers with one host port': spec({
    containers: ['c', 'd'].map((name) => ({
      ...{ name, image: 'i', ports: [{ containerPort: 1, hostPort: 5 }] },
    })),
  }),
  'no such restart policy': spec({ restartPolicy: 'x' }),
  'no such DNS policy': spec({ dnsPolicy: 'x' }),
  'a DNS of one’s own without a server': spec({ dnsPolicy: 'None' }),
  'a DNS server that is none': spec({ dnsConfig: { nameservers: ['x'] } }),
  'a grace period below 0': spec({ terminationGracePeriodSeconds: -1 }),
  'a deadline of 0': spec({ activeDeadlineSeconds: 0 }),
  'a node with an impossible name': spec({ nodeName: 'A_B' }),
  'a node label that can be none': spec({ nodeSelector: { 'a b': 'c' } }),
  'a value of a node label that can be none': spec({ nodeSelector: { a: 'b c' } }),
  'an account with an impossible name': spec({ serviceAccountName: 'A' }),
  'a host name in capitals': spec({ hostname: 'A' }),
  'a dotted sub-domain': spec({ subdomain: 'a.b' }),
  'a priority class with an impossible name': spec({ priorityClassName: 'A' }),
  'a priority class that is not there': spec({ priorityClassName: 'x' }),
  'a priority that is not that of the class': spec({ priority: 5 }),
  'no such preemption policy': spec({ preemptionPolicy: 'x' }),
  'a secret without a name': spec({ imagePullSecrets: [{}] }),
  'a readiness gate that can be none': spec({ readinessGates: [{ conditionType: 'a b' }] }),
  'a toleration without an operator': spec({ tolerations: [{ key: 'a', value: 'b' }] }),
  'a toleration of no such operator': spec({ tolerations: [{ key: 'a', operator: 'x' }] }),
  'a toleration of existence with a value': spec({
    tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }],
  }),
  'a toleration without a key': spec({ tolerations: [{ operator: 'Equal', value: 'b' }] }),
  'a toleration of no such effect': spec({
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'x' }],
  }),
  'a toleration for a while without its effect': spec({
    tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 3 }],
  }),
  'a toleration of a key that can be none': spec({
    tolerations: [{ key: 'a b', operator: 'Exists' }],
  }),
  'a host alias without an address': spec({ hostAliases: [{ hostnames: ['a'] }] }),
  'a host alias of an impossible name': spec({
    hostAliases: [{ ip: '1.2.3.4', hostnames: ['A_'] }],
  }),
  'a volume without a name': volumes({ emptyDir: {} }),
  'a volume with a name in capitals': volumes({ name: 'V', emptyDir: {} }),
  'two volumes of one name': volumes({ name: 'v', emptyDir: {} }, { name: 'v', emptyDir: {} }),
  'a volume of two kinds': volume({ emptyDir: {}, secret: { secretName: 'a' } }),
  'a volume of three kinds': volume({
    ...{ hostPath: { path: '/a' }, secret: { secretName: 'a' }, configMap: { name: 'a' } },
  }),
  'a secret volume without a secret': volume({ secret: {} }),
  'a secret volume with an impossible mode': volume({
    secret: { secretName: 'a', defaultMode: 512 },
  }),
  'a secret volume with a key without a path': volume({
    secret: { secretName: 'a', items: [{ key: 'a' }] },
  }),
  'a secret volume with a path above': volume({
    secret: { secretName: 'a', items: [{ key: 'a', path: '../a' }] },
  }),
  'a secret volume with an absolute path': volume({
    secret: { secretName: 'a', items: [{ key: 'a', path: '/a' }] },
  }),
  'a secret volume with a path of two dots': volume({
    secret: { secretName: 'a', items: [{ key: 'a', path: '..a' }] },
  }),
  'a secret volume with an item’s mode': volume({
    secret: { secretName: 'a', items: [{ key: 'a', path: 'a', mode: -1 }] },
  }),
  'a config volume without a name': volume({ configMap: {} }),
  'a config volume with an item of nothing': volume({ configMap: { name: 'a', items: [{}] } }),
  'a folder with a limit below 0': volume({ emptyDir: { sizeLimit: '-1' } }),
  'a folder in memory': volume({ emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }),
  'a folder of the host without a path': volume({ hostPath: { path: '' } }),
  'a folder of the host above': volume({ hostPath: { path: '/a/../b' } }),
  'a folder of the host of no such type': volume({ hostPath: { path: '/a', type: 'x' } }),
  'a claim without a name': volume({ persistentVolumeClaim: { claimName: '' } }),
  'a projection of two kinds': volume({
    projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'b' } }] },
  }),
  'a projection of a token for a moment': volume({
    projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 5 } }] },
  }),
  'a projection of a token nowhere': volume({
    projected: { sources: [{ serviceAccountToken: {} }] },
  }),
  'a projection of one path twice': volume({
    projected: {
      sources: [
        { secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
        { configMap: { name: 'b', items: [{ key: 'a', path: 'x' }] } },
      ],
    },
  }),
  'a projection of a secret without a name': volume({ projected: { sources: [{ secret: {} }] } }),
  'a downward volume of nothing': volume({ downwardAPI: { items: [{ path: 'a' }] } }),
  'a downward volume of a field': volume({
    downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] },
  }),
  'a downward volume of a field that cannot be asked for': volume({
    downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] },
  }),
  'a downward volume of a resource of nobody': volume({
    downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] },
  }),
  'an ephemeral volume without a template': volume({ ephemeral: {} }),
  'a volume of an image': volume({ image: { reference: '' } }),
  'a node affinity without terms': affinity({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
  }),
  'a node affinity of no such operator': onNode({
    matchExpressions: [{ key: 'a', operator: 'x', values: ['b'] }],
  }),
  'a node affinity of what every object of JavaScript has': onNode({
    matchExpressions: [{ key: 'constructor', operator: 'constructor' }],
  }),
  'a node affinity in nothing': onNode({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
  'a node affinity of existence with values': onNode({
    matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }],
  }),
  'a node affinity above two numbers': onNode({
    matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }],
  }),
  'a preference without a weight': affinity({
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 0, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
      ],
    },
  }),
  'a pod affinity without a topology': affinity({
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {}, topologyKey: '' }],
    },
  }),
  'a pod anti-affinity of a weight of 101': affinity({
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 101, podAffinityTerm: { topologyKey: 'a', labelSelector: {} } },
      ],
    },
  }),
  'a spread of 0': spec({
    topologySpreadConstraints: [
      { maxSkew: 0, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    ],
  }),
  'a spread of nothing': spec({ topologySpreadConstraints: [{}] }),
  'two spreads of one kind': spec({
    topologySpreadConstraints: [1, 2].map((maxSkew) => ({
      ...{ maxSkew, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway' },
    })),
  }),
  'a user below 0': spec({ securityContext: { runAsUser: -1, fsGroup: -1 } }),
  'a group below 0': spec({ securityContext: { supplementalGroups: [-1] } }),
  'a sysctl without a name': spec({ securityContext: { sysctls: [{ name: '', value: '1' }] } }),
  'processes of the host, shared': spec({ hostPID: true, shareProcessNamespace: true }),
  'the network of the host, and another port': spec({
    hostNetwork: true,
    containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 1, hostPort: 2 }] }],
  }),
  'no such operating system': spec({ os: { name: 'x' } }),
  'an operating system without a name': spec({ os: {} }),
  'an option of DNS without a name': spec({ dnsConfig: { options: [{ value: 'x' }] } }),
  'a scheduling gate that can be none': spec({ schedulingGates: [{ name: 'a b' }] }),
  'a toleration of a value that can be none': spec({ tolerations: [{ key: 'a', value: 'b c' }] }),
  'a spread that honours in no such way': spec({
    topologySpreadConstraints: [
      {
        ...{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
        nodeAffinityPolicy: 'x',
      },
    ],
  }),
  'a pod affinity in no such namespace': affinity({
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', namespaces: ['A'] }],
    },
  }),
  'a volume of kinds that the server misnames': volume({
    ...{ emptyDir: {}, downwardAPI: {}, cephfs: { monitors: ['a'] }, csi: { driver: 'x' } },
  }),
})

export const podCompletions: readonly Case[] = completions('Pod', pod, {
  'a Pod as short as can be': {},
  'a Pod with empty things': spec({
    ...{ volumes: [], nodeSelector: {}, tolerations: [], hostNetwork: false, hostPID: false },
    ...{ hostname: '', affinity: {}, imagePullSecrets: [], automountServiceAccountToken: false },
    ...{ enableServiceLinks: false, priority: 0, nodeName: '' },
  }),
  'a Pod with a status': { status: { phase: 'Running', podIP: '1.2.3.4' } },
  'a Pod that tolerates all': spec({ tolerations: [{ operator: 'Exists' }] }),
  'a Pod that tolerates a node that is not ready': spec({
    tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
  }),
  'a Pod with every sort of volume': volumes(
    { name: 'a' },
    { name: 'b', secret: { secretName: 'x', items: [{ key: 'a', path: 'b' }] } },
    {
      name: 'c',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'x' } },
          { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
        ],
      },
    },
    { name: 'd', hostPath: { path: '/a' } },
    { name: 'e', configMap: { name: 'x', optional: false, defaultMode: 256 } },
    { name: 'f', image: { reference: 'x' } },
    { name: 'g', persistentVolumeClaim: { claimName: 'a' } },
    { name: 'h', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.uid' } }] } },
    { name: 'i', emptyDir: { sizeLimit: '1.5Gi' } },
    {
      name: 'j',
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 1 } } },
        },
      },
    },
  ),
  'a Pod on the network of its host': spec({
    hostNetwork: true,
    containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }],
  }),
  'a Pod with an older account': spec({ serviceAccount: 'x' }),
  'a Pod with an account': spec({ serviceAccountName: 'x' }),
  'a Pod with init containers': spec({
    initContainers: [
      { name: 'i', image: 'i', resources: { limits: { cpu: '1' } } },
      { name: 'j', image: 'j:1', restartPolicy: 'Always' },
    ],
  }),
  'a Pod with a generated name': { metadata: { name: null, generateName: 'a-' } },
})

export const podUpdates: readonly Case[] = [
  ...updates('Pod', pod, {
    'another image': { spec: { containers: [{ name: 'c', image: 'j' }] } },
    'no image': { spec: { containers: [{ name: 'c', image: '' }] } },
    'another command': { spec: { containers: [{ name: 'c', image: 'i', command: ['x'] }] } },
    'another name of a container': { spec: { containers: [{ name: 'd', image: 'i' }] } },
    'one container more': {
      spec: {
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      },
    },
    'another node': { spec: { nodeName: 'x' } },
    'another grace period': { spec: { terminationGracePeriodSeconds: 5 } },
    'a deadline': { spec: { activeDeadlineSeconds: 5 } },
    'labels and annotations': { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } },
    'a toleration': { spec: { tolerations: [{ key: 'a', operator: 'Exists' }] } },
    'another restart policy': { spec: { restartPolicy: 'Never' } },
    'a volume': { spec: { volumes: [{ name: 'v', emptyDir: {} }] } },
    'another account': { spec: { serviceAccountName: 'x', serviceAccount: 'x' } },
    'a status': { status: { phase: 'Running' } },
  }),
  ...statusUpdates('Pod', pod, {
    'it runs': { status: { phase: 'Running', podIP: '1.2.3.4', podIPs: [{ ip: '1.2.3.4' }] } },
    'an address that is none': { status: { podIP: 'x', podIPs: [{ ip: 'x' }] } },
    conditions: { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
    'a condition of an impossible type': {
      status: { conditions: [{ type: 'a b', status: 'True' }] },
    },
    'statuses of containers': {
      status: {
        containerStatuses: [
          {
            ...{ name: 'c', image: 'i', imageID: '', ready: true, restartCount: 1, started: true },
            state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
          },
        ],
      },
    },
    'another spec, which is not taken': { spec: { nodeName: 'x' } },
    'another class of service': { status: { qosClass: 'Guaranteed' } },
    'another node': { status: { nominatedNodeName: 'x' } },
  }),
]
