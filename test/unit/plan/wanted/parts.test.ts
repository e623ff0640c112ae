import { expect, it } from 'vitest'
import type { SpecVariant } from '../../../../src/plan/variants/variant.ts'
import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import { bodyMemory, resourcesOr, usualResources } from '../../../../src/plan/wanted/resources.ts'
import type { Running } from '../../../../src/plan/wanted/running.ts'
import type { WantedObject } from '../../../../src/plan/wanted/wanted.ts'
import { wantedObjects } from '../../../../src/plan/wanted/wanted-objects.ts'
import { aPlan } from '../../routing/plans.ts'

const running = (spec: SpecVariant, edits: Partial<Running> = {}): Running => ({
  ...{ experiment: { namespace: 'trading', name: 'signals' }, spec: { router: {} } },
  settings: { image: 'contender:1', cluster: 'Kubernetes' },
  variants: variantsOf({ variants: [spec] }).map((variant) => ({ variant, replicas: 2 })),
  ...{ plan: aPlan(), keysName: 'signals-keys' },
  ...edits,
})

const one = (objects: readonly WantedObject[], kind: string, name: RegExp) =>
  Object(objects.find((object) => object.kind === kind && name.test(object.metadata.name)))

const model = { uri: 's3://m/3.onnx' }

it.each([
  [{ limits: { memory: '1Gi' } }, 2 ** 28],
  [{ limits: { memory: '512Mi' } }, 2 ** 27],
  [{ limits: { memory: 4e9 } }, 1e9],
  [{ limits: { memory: '4e9' } }, 1e9],
  [{ limits: { memory: '4G' } }, 1e9],
  [{ limits: { memory: '1.5Gi' } }, 1.5 * 2 ** 28],
  [{ limits: { memory: '4000000000000m' } }, 1e9],
  [{ limits: { memory: '1Ki' } }, 2 ** 20],
  [{ limits: { memory: '9Ei' } }, 2 ** 36],
  [{ limits: { cpu: '1' } }, undefined],
  [{ requests: { memory: '1Gi' } }, undefined],
  [{}, undefined],
])('lets routers that may have %j hold %s bytes of bodies', (resources, bytes) => {
  expect(bodyMemory(resources)).toBe(bytes)
})

it.each([
  [undefined, true],
  [{}, true],
  [{ requests: {}, limits: {} }, true],
  [{ requests: { cpu: '1' } }, false],
  [{ limits: { memory: '64Mi' } }, false],
])('takes of resources %j the usual ones: %s', (given, isUsual) => {
  const usual = usualResources.server
  expect(resourcesOr(usual, given)).toBe(isUsual ? usual : given)
})

it('leaves a template as its user wrote it, and adds what it takes to be found and to be ready', () => {
  const template = {
    metadata: {
      labels: { team: 'a', 'contender.dev/variant': 'mine' },
      annotations: { note: 'x' },
    },
    spec: {
      ...{ nodeSelector: { disk: 'ssd', zone: 'a' }, tolerations: [{ key: 'gpu' }] },
      ...{ imagePullSecrets: [{ name: 'old' }, { name: 'both' }], restartPolicy: 'Always' },
      containers: [
        { name: 'server', image: 's:1', ports: [{ containerPort: 9000 }, { containerPort: 1 }] },
        { name: 'proxy', image: 'p:1' },
      ],
    },
  }
  const scheduling = {
    ...{ nodeSelector: { zone: 'b' }, tolerations: [{ key: 'spot' }], serviceAccountName: 'sa' },
    ...{ affinity: { nodeAffinity: {} }, imagePullSecrets: [{ name: 'both' }, { name: 'new' }] },
  }
  const resources = { limits: { memory: '2Gi' } }
  const objects = wantedObjects(running({ name: 'v', template, scheduling, resources }))
  const { spec } = one(objects, 'Deployment', /signals-v-/)
  expect(spec.template.metadata).toMatchObject({
    labels: { team: 'a', 'contender.dev/variant': 'v' },
    annotations: { note: 'x' },
  })
  expect(spec.template.spec).toMatchObject({
    ...{ nodeSelector: { disk: 'ssd', zone: 'b' }, serviceAccountName: 'sa' },
    ...{ tolerations: [{ key: 'gpu' }, { key: 'spot' }], affinity: { nodeAffinity: {} } },
    imagePullSecrets: [{ name: 'old' }, { name: 'both' }, { name: 'new' }],
  })
  const [server, proxy] = spec.template.spec.containers
  expect(server).toMatchObject({ name: 'server', image: 's:1', resources })
  expect(server.readinessProbe.httpGet).toEqual({ path: '/v2/health/ready', port: 9000 })
  expect(proxy).toEqual(template.spec.containers[1])
  expect(one(objects, 'Service', /signals-v-/).spec.ports).toEqual([
    { name: 'http', port: 80, targetPort: 9000 },
  ])
})

it('keeps what a template says otherwise', () => {
  const own = {
    ...{ automountServiceAccountToken: true, enableServiceLinks: true },
    topologySpreadConstraints: [],
  }
  const readinessProbe = { tcpSocket: { port: 9000 } }
  const server = { name: 's', image: 's:1', ports: [{ containerPort: 9000 }], readinessProbe }
  const template = { spec: { ...own, containers: [server] } }
  const { spec } = one(wantedObjects(running({ name: 'v', template })), 'Deployment', /signals-v-/)
  expect(spec.template.spec).toEqual({ ...own, containers: [server] })
})

it.each<readonly [string, object]>([
  ['lists that are none', { tolerations: 'x', imagePullSecrets: 7, nodeSelector: null }],
  ['ports that are none', { containers: [{ name: 'a', image: 'a', ports: 'x' }] }],
])('throws at nothing that a template may hold: %s', (_, odd) => {
  const scheduling = {
    tolerations: [{ key: 'a' }],
    imagePullSecrets: [{ name: 'x' }],
    nodeSelector: { a: 'b' },
  }
  const template = { spec: { containers: [{ name: 'a', image: 'a' }], ...odd } }
  expect(() => wantedObjects(running({ name: 'v', template, scheduling }))).not.toThrow()
})

it('lets a server be reached by routers of its experiment, the operator and Prometheus, and by nobody else', () => {
  const objects = wantedObjects(
    running({ name: 'v', model }, { operatorNamespace: 'contender-system' }),
  )
  const routers = one(objects, 'Deployment', /-router$/).spec.template.metadata.labels
  const server = one(objects, 'Deployment', /-v-/).spec.template.metadata.labels
  const operator = {
    'app.kubernetes.io/name': 'contender',
    'app.kubernetes.io/component': 'operator',
  }
  const prometheus = { 'app.kubernetes.io/name': 'prometheus' }
  const ours = { 'kubernetes.io/metadata.name': 'trading' }
  const system = { 'kubernetes.io/metadata.name': 'contender-system' }
  const monitoring = { 'contender.dev/scrapes': 'true' }
  const stranger = { ...routers, 'contender.dev/experiment': 'another' }
  const cases: readonly (readonly [object, object, boolean])[] = [
    [routers, ours, true],
    [operator, system, true],
    [prometheus, {}, true],
    [{}, monitoring, true],
    [{}, ours, false],
    [server, ours, false],
    [stranger, ours, false],
    [routers, { 'kubernetes.io/metadata.name': 'elsewhere' }, false],
    [operator, ours, false],
  ]
  for (const [pod, namespace, isLet] of cases) {
    expect([pod, namespace, isLetIn(objects, server, 8080, pod, namespace)]).toEqual([
      ...[pod, namespace, isLet],
    ])
    expect(isLetIn(objects, routers, 9090, pod, namespace)).toBe(isLet)
    expect(isLetIn(objects, routers, 8080, pod, namespace)).toBe(true)
  }
})

const covers = (selector: object, labels: object) =>
  Object.entries(selector).every(([name, value]) => Object(labels)[name] === value)

/** As Kubernetes reads NetworkPolicies: any that lets it in does; a peer without a namespace is of this one, called trading. */
function isLetIn(
  objects: readonly WantedObject[],
  to: object,
  port: number,
  pod: object,
  namespace: object,
): boolean {
  const policies = objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => Object(spec))
    .filter(({ podSelector }) => covers(podSelector.matchLabels, to))
  if (policies.length === 0) return true
  const isPeer = ({
    podSelector = {},
    namespaceSelector: named,
  }: {
    [field: string]: { matchLabels?: object }
  }) =>
    covers(podSelector.matchLabels ?? {}, pod) &&
    covers(
      named === undefined
        ? { 'kubernetes.io/metadata.name': 'trading' }
        : (named.matchLabels ?? {}),
      namespace,
    )
  return policies
    .flatMap(({ ingress }) => ingress)
    .some(
      ({ from, ports }) =>
        (from === undefined || from.some(isPeer)) &&
        (ports === undefined || ports.some((one: { port: number }) => one.port === port)),
    )
}

it('finds all routers by a name where names lead anywhere, and behind an address where not', () => {
  const names = wantedObjects(running({ name: 'v', model }))
  expect(one(names, 'Service', /-router$/).spec).toMatchObject({
    ...{ clusterIP: 'None', publishNotReadyAddresses: true },
  })
  expect(one(names, 'ConfigMap', /-plan$/).data).not.toHaveProperty('siblings')
  const settings = { image: 'contender:1', cluster: 'Embedded' } as const
  const machine = wantedObjects(
    running({ name: 'v', model }, { settings, siblings: '127.0.0.1:31000' }),
  )
  expect(one(machine, 'Service', /-router$/).spec).not.toHaveProperty('clusterIP')
  expect(one(machine, 'ConfigMap', /-plan$/).data.siblings).toBe('127.0.0.1:31000')
})
