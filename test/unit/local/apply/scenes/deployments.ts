import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import type { Script, Step } from '../recording.ts'
import { apply, create, force, json, merge, over, strategic, update } from './asks.ts'

const scene = (name: string, ...steps: readonly Step[]): Script => ({
  name,
  kind: 'Deployment',
  steps,
})

const labels = { app: 'web' }

const pod = (spec: JsonObject): JsonObject => ({
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
})

const containers = (...items: readonly JsonObject[]): JsonObject => pod({ containers: items })

const web = { name: 'web', image: 'web:1' }
const port = (containerPort: number, rest: JsonObject = {}): JsonObject => ({
  containerPort,
  ...rest,
})

const rich: JsonObject = {
  args: ['a', 'b'],
  env: [
    { name: 'A', value: '1' },
    { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  ports: [port(80, { name: 'http' }), port(80, { protocol: 'UDP' })],
  resources: { limits: { memory: '1Gi' }, requests: { cpu: '500m', memory: '1024Mi' } },
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
  securityContext: { capabilities: { drop: ['ALL'] } },
}
const full: JsonObject = containers({ ...web, ...rich })

const volumes = [{ name: 'v', emptyDir: {} }]
const mounted = { name: 'sidecar', image: 's:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }
const withVolumes: JsonObject = over(
  over(full, { spec: { template: { spec: { volumes } } } }),
  containers({ ...web, ...rich }, mounted),
)

const specOf = (change: JsonObject): JsonObject => ({ spec: { template: { spec: change } } })

export const deployments: readonly Script[] = [
  scene(
    'a creation owns what was sent and what came of it',
    create('ann', withVolumes),
    update('ann', (live) => live),
    update('ben', (live) =>
      over(live, { spec: { replicas: 3, paused: true, minReadySeconds: 5 } }),
    ),
    apply('ann', withVolumes),
    apply('ann', containers(web)),
    apply('ben', { spec: { replicas: 2 } }),
    force('ben', { spec: { replicas: 2 } }),
    apply('ben', {}),
  ),
  scene(
    'what an apply made is taken back by it, part by part',
    apply('ann', withVolumes),
    apply('ann', full),
    apply('ann', containers(web)),
    apply('ann', withVolumes),
    apply('ben', containers({ name: 'web', env: [{ name: 'C', value: '3' }] })),
    apply('ben', containers({ name: 'web', env: [{ name: 'A', value: '3' }] })),
    force('ben', containers({ name: 'web', env: [{ name: 'A', value: '3' }] })),
    apply('ann', containers(web)),
    apply('ben', {}),
  ),
  scene(
    'containers, ports and tolerations are merged by their keys, in their order',
    create(
      'ann',
      containers(web, { name: 'log', image: 'log:1' }, { name: 'aux', image: 'aux:1' }),
    ),
    apply('ben', containers({ name: 'new', image: 'new:1' }, { name: 'log' })),
    apply('ben', containers({ name: 'log' }, { name: 'new', image: 'new:1' }, { name: 'web' })),
    apply('ben', containers({ name: 'log', ports: [port(2), port(1)] })),
    apply('ben', containers({ name: 'log', ports: [port(1), port(2, { protocol: 'UDP' })] })),
    apply('ben', containers({ name: 'log', ports: [port(1), port(1, { protocol: 'TCP' })] })),
    apply('ben', containers({ name: 'log', ports: [{ protocol: 'TCP' }] })),
    apply('ben', containers({ image: 'x' })),
    apply('ben', containers({ name: 'log' }, { name: 'log' })),
    apply('ben', specOf({ tolerations: [{ key: 'a', operator: 'Exists' }] })),
    apply('cat', specOf({ tolerations: [{ key: 'b', operator: 'Exists' }] })),
    force(
      'cat',
      specOf({ tolerations: [{ key: 'b', operator: 'Exists' }], nodeSelector: { d: 's' } }),
    ),
    apply('cat', specOf({ nodeSelector: { e: 's' } })),
    apply('cat', specOf({ nodeSelector: { e: 's' }, affinity: { podAntiAffinity: {} } })),
    apply('cat', {}),
  ),
  scene(
    'strategic patches merge by key and follow directives',
    create('ann', withVolumes),
    strategic('ben', specOf({ containers: [{ name: 'log', image: 'log:1' }] })),
    strategic('ben', specOf({ containers: [{ name: 'web', image: 'web:2', args: null }] })),
    strategic('ben', specOf({ containers: [{ name: 'web', ports: [{ containerPort: 81 }] }] })),
    strategic(
      'ben',
      specOf({ containers: [{ name: 'web', ports: [{ containerPort: 80, $patch: 'delete' }] }] }),
    ),
    strategic('ben', specOf({ containers: [{ name: 'log', $patch: 'delete' }] })),
    strategic('ben', specOf({ $setElementOrder: [] })),
    strategic(
      'ben',
      specOf({
        '$setElementOrder/containers': [{ name: 'aux' }, { name: 'web' }],
        containers: [{ name: 'aux', image: 'aux:1' }],
      }),
    ),
    strategic(
      'ben',
      specOf({
        '$setElementOrder/containers': [{ name: 'web' }],
        containers: [{ name: 'aux', image: 'aux:1' }],
      }),
    ),
    strategic(
      'ben',
      specOf({
        containers: [{ $patch: 'replace' }, { name: 'only', image: 'only:1' }],
        volumes: null,
      }),
    ),
    strategic('ben', { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }),
    strategic('ben', { spec: { strategy: { $patch: 'replace', type: 'RollingUpdate' } } }),
    strategic('ben', { spec: { strategy: { $patch: 'delete' } } }),
    strategic('ben', { metadata: { finalizers: ['x/b', 'x/a'] } }),
    strategic('ben', { metadata: { finalizers: ['x/c', 'x/a'] } }),
    strategic('ben', { metadata: { '$deleteFromPrimitiveList/finalizers': ['x/a', 'x/z'] } }),
    strategic('ben', {
      metadata: { '$setElementOrder/finalizers': ['x/c', 'x/b'], finalizers: ['x/c'] },
    }),
    strategic(
      'ben',
      specOf({
        volumes: [
          { name: 'w', emptyDir: {} },
          { name: 'x', $retainKeys: ['name'], emptyDir: {} },
        ],
      }),
    ),
    strategic(
      'ben',
      specOf({
        volumes: [{ name: 'w', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/' } }],
      }),
    ),
    strategic('ben', { metadata: { labels: { $patch: 'replace', z: '1' } } }),
    strategic('ben', { metadata: { labels: { $patch: 'delete' } } }),
    strategic('ben', specOf({ tolerations: [{ key: 'a', operator: 'Exists' }] })),
    strategic('ben', specOf({ tolerations: [{ key: 'b', operator: 'Exists' }] })),
    strategic(
      'ben',
      specOf({
        initContainers: [
          { name: 'i', image: 'i:1' },
          { name: 'j', image: 'i:1', $patch: 'delete' },
        ],
      }),
    ),
    strategic(
      'ben',
      specOf({
        '$setElementOrder/initContainers': [{ name: 'k' }, { name: 'i' }],
        initContainers: [{ name: 'k', image: 'k:1' }],
      }),
    ),
    strategic('ben', specOf({ nodeSelector: { a: 'b' } })),
    strategic('ben', specOf({ nodeSelector: { a: null, c: 'd' } })),
    strategic('ben', { spec: { selector: { matchLabels: labels } } }),
  ),
  scene(
    'strategic patches that say nothing the server knows are refused',
    create('ann', withVolumes),
    ...(
      [
        { $patch: 'foo' },
        { spec: { $patch: 'merge' } },
        specOf({ containers: [{ image: 'x' }] }),
        specOf({ containers: [{ name: 'web', $patch: 'merge' }] }),
        specOf({ containers: [{ name: 'web', $patch: 'foo' }] }),
        specOf({ containers: [{ $patch: 'delete' }] }),
        specOf({ containers: ['x'] }),
        specOf({ containers: [['x']] }),
        specOf({ containers: [[{ name: 'a' }]] }),
        specOf({ '$setElementOrder/containers': 'x' }),
        specOf({ '$setElementOrder/nothing': [] }),
        specOf({ '$setElementOrder/containers': [{ image: 'x' }], containers: [{ name: 'web' }] }),
        specOf({ '$setElementOrder/containers': [{ name: 'x' }], containers: [{ name: 'web' }] }),
        specOf({ '$setElementOrder/containers': ['x'], containers: [{ name: 'web' }] }),
        specOf({ '$setElementOrder/containers': ['x'] }),
        specOf({ '$setElementOrder/containers': [], containers: 'x' }),
        specOf({ '$setElementOrder/nodeSelector': [] }),
        specOf({ $setElementOrderx: [] }),
        specOf({ $deleteFromPrimitiveList: ['x'] }),
        specOf({ '$deleteFromPrimitiveList/containers': ['x'] }),
        specOf({ '$deleteFromPrimitiveList/containers': [{ name: 'web', image: 'web:9' }] }),
        specOf({ '$deleteFromPrimitiveList/restartPolicy': ['x'] }),
        { metadata: { finalizers: ['x/a', 5] } },
        { spec: { strategy: { $retainKeys: 'type' } } },
        { spec: { strategy: { $retainKeys: ['type'], rollingUpdate: {} } } },
        { spec: { strategy: { $retainKeys: ['type'], rollingUpdate: null } } },
        { spec: { template: { metadata: { labels: { '$setElementOrder/x': [] } } } } },
        'x',
        [],
        null,
        {},
      ] as readonly Json[]
    ).map((patch) => strategic('ben', patch)),
  ),
  scene(
    'a status has owners of its own',
    apply('ann', full),
    merge('ops', { status: { replicas: 1, observedGeneration: 1 } }, { part: 'status' }),
    update(
      'ops',
      (live) =>
        over(live, {
          status: { readyReplicas: 1 },
          spec: { replicas: 9 },
          metadata: { labels: { x: 'y' }, annotations: { x: 'y' } },
        }),
      { part: 'status' },
    ),
    apply('ops', { status: { replicas: 2 } }, { part: 'status' }),
    force(
      'ops',
      { status: { replicas: 2 }, metadata: { annotations: { z: '1' }, labels: { z: '1' } } },
      { part: 'status' },
    ),
    apply('ann', { status: { replicas: 5 } }),
    merge('ann', { status: { replicas: 5 }, spec: { replicas: 4 } }),
    strategic(
      'ops',
      { status: { conditions: [{ type: 'Available', status: 'True' }] } },
      { part: 'status' },
    ),
    strategic(
      'cat',
      { status: { conditions: [{ type: 'Progressing', status: 'True', reason: 'x' }] } },
      { part: 'status' },
    ),
    apply(
      'dan',
      { status: { conditions: [{ type: 'Available', status: 'False' }] } },
      { part: 'status' },
    ),
    force(
      'dan',
      { status: { conditions: [{ type: 'Available', status: 'False' }] } },
      { part: 'status' },
    ),
    apply('dan', {}, { part: 'status' }),
    merge('ops', { metadata: { managedFields: [{}] } }, { part: 'status' }),
    merge('ann', { metadata: { managedFields: [{}] } }),
    apply('dan', { status: { replicas: 2 } }, { part: 'status' }),
  ),
  scene(
    'an object is scaled beside its owners',
    apply('ann', over(full, { spec: { replicas: 2 } })),
    merge('kubectl', { spec: { replicas: 3 } }, { part: 'scale' }),
    merge('kubectl', { spec: { replicas: 3 } }, { part: 'scale' }),
    merge('ben', { spec: { replicas: 4 } }, { part: 'scale' }),
    apply('ann', over(full, { spec: { replicas: 2 } })),
    force('ann', over(full, { spec: { replicas: 2 } })),
    merge('ben', { spec: { replicas: 2 } }, { part: 'scale' }),
    merge('cat', { spec: { replicas: 2 } }),
    merge('cat', { spec: { replicas: 5 } }),
    merge('cat', { spec: { replicas: 6 } }, { part: 'scale' }),
    apply(
      'dan',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 7 } },
      { part: 'scale' },
    ),
    force(
      'dan',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 7 } },
      { part: 'scale' },
    ),
    apply(
      'dan',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 8 } },
      { part: 'scale' },
    ),
    merge('cat', { spec: { replicas: 6 } }, { part: 'scale' }),
  ),
  scene(
    'who created an object loses its replicas to whoever scales it',
    create('ann', over(full, { spec: { replicas: 2 } })),
    merge('ben', {}, { part: 'scale' }),
    merge('ben', { spec: { replicas: 2 } }, { part: 'scale' }),
    merge('cat', { metadata: { labels: { a: 'b' } } }),
    merge('ben', { spec: { replicas: 3 } }, { part: 'scale' }),
    merge('ann', { spec: { replicas: 4 } }),
    merge('ann', { spec: { replicas: 5 } }, { part: 'scale' }),
    merge('ann', { metadata: { managedFields: [{}] } }),
    merge('ben', { spec: { replicas: 3 } }, { part: 'scale' }),
    merge('ben', { spec: { replicas: 0 } }, { part: 'scale' }),
    merge('ben', { spec: { replicas: 1 } }, { part: 'scale' }),
    apply(
      'dan',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 1 } },
      { part: 'scale' },
    ),
    apply('dan', { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: {} }, { part: 'scale' }),
    apply(
      'dan',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { foo: 1 } },
      { part: 'scale' },
    ),
  ),
  scene(
    'quantities, probes and null do as they do',
    apply('ann', containers({ ...web, resources: { limits: { cpu: 1, memory: '1Gi' } } })),
    apply('ann', containers({ ...web, resources: { limits: { cpu: '1', memory: '1024Mi' } } })),
    apply('ben', containers({ name: 'web', resources: { limits: { cpu: '1000m' } } })),
    apply('ben', containers({ name: 'web', resources: null, livenessProbe: null })),
    apply('ben', containers({ name: 'web', readinessProbe: { httpGet: { port: 80 } } })),
    apply('ben', containers({ name: 'web', readinessProbe: { tcpSocket: { port: 'x' } } })),
    json('ben', [
      { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'log', image: 'l' } },
    ]),
    json('ben', [
      {
        op: 'move',
        from: '/spec/template/spec/containers/1',
        path: '/spec/template/spec/containers/0',
      },
    ]),
    merge('ben', { spec: { template: { spec: { containers: [{ name: 'one', image: 'one' }] } } } }),
  ),
]
