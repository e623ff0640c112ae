import type { JsonObject } from '../../../../../src/api/json.ts'
import type { Script, Step } from '../recording.ts'
import { apply, create, force, merge, over, strategic, update } from './asks.ts'

const scene = (kind: string, name: string, ...steps: readonly Step[]): Script => ({
  kind,
  name,
  steps,
})

const ports = (...items: readonly JsonObject[]): JsonObject => ({ spec: { ports: items } })

const claim = (fieldsV1: JsonObject): JsonObject => ({
  ...{ manager: 'old', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 },
})

export const others: readonly Script[] = [
  scene(
    'Service',
    'who owned parts of a whole owns the whole',
    create(
      'ann',
      over(ports({ port: 80 }), { spec: { selector: { a: '1' }, externalIPs: ['10.9.9.9'] } }),
    ),
    merge('ann', {
      metadata: {
        managedFields: [
          claim({
            'f:spec': {
              'f:selector': { 'f:a': {}, 'f:b': {} },
              'f:externalIPs': { 'v:"10.9.9.9"': {} },
              'f:ports': { '.': {}, 'k:{"protocol":"TCP","port":80}': { 'f:port': {}, '.': {} } },
              'f:type': { 'f:x': {} },
              'f:nothing': { 'f:x': {} },
            },
          }),
        ],
      },
    }),
    merge('ben', { metadata: { labels: { a: 'b' } } }),
    apply('cat', { spec: { selector: { a: '1' } } }),
    apply('cat', { spec: { selector: { a: '2' } } }),
    apply('old', { spec: { selector: { a: '1' }, ports: [{ port: 80 }] } }),
  ),
  scene(
    'Service',
    'ports are told apart by number and protocol',
    create('ann', over(ports({ name: 'a', port: 80 }), { spec: { selector: { app: 'x' } } })),
    apply('ben', ports({ name: 'b', port: 80, protocol: 'UDP' })),
    apply('ben', ports({ name: 'b', port: 80 })),
    apply('ben', ports({ name: 'b', port: 81, targetPort: 'http' })),
    apply('ben', ports({ name: 'b', port: 81, targetPort: 8080, protocol: 'TCP' })),
    apply('ben', { spec: { selector: { app: 'y' } } }),
    force('ben', { spec: { selector: { app: 'y' } } }),
    apply('ben', { spec: { type: 'ClusterIP', sessionAffinity: 'ClientIP' } }),
    strategic('cat', ports({ port: 80, nodePort: 30080 })),
    strategic('cat', ports({ port: 82, name: 'c' })),
    strategic('cat', ports({ port: 80, $patch: 'delete' })),
    merge(
      'ops',
      { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } },
      { part: 'status' },
    ),
  ),
  scene(
    'Service',
    'an apply makes a service, and goes on with it',
    apply(
      'ann',
      over(ports({ name: 'a', port: 80, targetPort: 'http' }), {
        spec: { selector: { app: 'x' } },
      }),
    ),
    apply('ann', ports({ name: 'a', port: 80, targetPort: 'http' }, { name: 'b', port: 443 })),
    apply('ann', ports({ name: 'b', port: 443 })),
    update('ben', (live) => over(live, { spec: { publishNotReadyAddresses: true } })),
  ),
  scene(
    'Secret',
    'what is kept as bytes is compared as such',
    create('ann', { stringData: { a: 'x' }, data: { b: 'eA==' } }),
    apply('ben', { data: { b: 'eA==', c: 'eQ==' }, type: 'Opaque' }),
    apply('ben', { stringData: { c: 'z' } }),
    merge('cat', { stringData: { c: 'q' } }),
    apply('ben', { data: { c: null } }),
    apply('ben', {}),
  ),
  scene(
    'Namespace',
    'a namespace has its label',
    apply('ann', { metadata: { labels: { team: 'x' } } }),
    merge('ben', { metadata: { labels: { team: 'y' }, annotations: { a: 'b' } } }),
    apply('ann', { metadata: { labels: { team: 'x' } } }),
    apply('ann', {}),
  ),
  scene(
    'ServiceAccount',
    'a service account has lists by name',
    create('ann', { imagePullSecrets: [{ name: 'a' }] }),
    apply('ben', { imagePullSecrets: [{ name: 'b' }], secrets: [{ name: 'c' }] }),
    strategic('ann', { imagePullSecrets: [{ name: 'd' }], automountServiceAccountToken: false }),
    apply('ben', {}),
  ),
  scene(
    'Lease',
    'a lease changes hands',
    create('ann', { spec: { holderIdentity: 'a', leaseDurationSeconds: 15 } }),
    update('ben', (live) =>
      over(live, {
        spec: {
          holderIdentity: 'b',
          leaseTransitions: 1,
          acquireTime: '2026-01-02T03:04:05.000006Z',
        },
      }),
    ),
    merge('ann', { spec: { renewTime: '2026-01-02T03:04:06.000000Z' } }),
    apply('cat', { spec: { holderIdentity: 'b' } }),
    apply('cat', {}),
  ),
  scene(
    'Pod',
    'a pod and its status',
    create('ann', {
      spec: {
        containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80 }] }],
        nodeName: 'local',
      },
    }),
    merge(
      'kubelet',
      {
        status: {
          phase: 'Running',
          podIP: '10.0.0.1',
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
      { part: 'status' },
    ),
    strategic(
      'kubelet',
      {
        status: {
          podIPs: [{ ip: '10.0.0.1' }],
          conditions: [{ type: 'Initialized', status: 'True' }],
        },
      },
      { part: 'status' },
    ),
    strategic(
      'kubelet',
      {
        status: {
          '$setElementOrder/conditions': [{ type: 'Initialized' }, { type: 'Ready' }],
          conditions: [{ type: 'Ready', status: 'False' }],
        },
      },
      { part: 'status' },
    ),
    merge('ben', { metadata: { annotations: { x: 'y' }, labels: { x: 'y' } } }, { part: 'status' }),
    apply('cat', { spec: { containers: [{ name: 'a', image: 'b' }] } }),
    force('cat', { spec: { containers: [{ name: 'a', image: 'b' }] } }),
  ),
]
