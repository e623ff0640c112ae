import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import { keyOf, type Stored } from '../../../src/kube/objects.ts'
import { type Resource, resources } from '../../../src/kube/resources.ts'
import { createSource } from '../../../src/kube/source.ts'
import { createFollowing } from '../../../src/operator/following.ts'
import { childSources } from '../../../src/operator/observing/child-sources.ts'
import type { Children } from '../../../src/operator/observing/children.ts'
import { experimentOf } from '../../../src/operator/observing/seen-experiment.ts'
import type { WantedObject } from '../../../src/plan/wanted/wanted.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { experiment, newNamespace, openDoor } from '../door/ground.ts'
import { waitUntil } from '../waiting.ts'

const { deployments, services, configMaps, networkPolicies } = resources
const { podDisruptionBudgets, horizontalPodAutoscalers, secrets } = resources
const kinds: readonly Resource[] = [
  ...[deployments, services, configMaps, networkPolicies],
  ...[podDisruptionBudgets, horizontalPodAutoscalers, secrets],
]

/** An experiment in a namespace of its own, what is followed of it, and what is there. */
export async function newWorld() {
  const door = openDoor()
  const namespace = await newNamespace()
  const made = await door.create(experiment(namespace, 'bikes'))
  const owner = { namespace, name: 'bikes', uid: made.metadata.uid }
  const children = await followed(door, namespace)

  async function all(): Promise<readonly Stored[]> {
    const lists = kinds.map((resource) =>
      door.list(resource, { namespace, project: (found) => ({ ...found, kind: resource.kind }) }),
    )
    const found = (await Promise.all(lists)).flatMap(({ entries }) => entries)
    // A real cluster gives every namespace one.
    return found.filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt')
  }

  /** Until the caches show all that is there, as it is. */
  async function shown(): Promise<void> {
    const ours = (await all()).filter(isFollowed)
    const isShown = () =>
      ours.every(({ kind = '', metadata }) => {
        const seen = children.get(kind, keyOf(metadata))
        return seen?.version === metadata.resourceVersion
      }) && children.of(keyOf(owner)).length === ours.length
    await waitUntil(isShown, { what: 'the caches to show what is there', limitMs: 10_000 })
  }

  return { door, namespace, owner, children, all, shown }
}

const isFollowed = ({ kind, metadata }: Stored) =>
  kind !== 'Secret' && metadata.labels?.['app.kubernetes.io/managed-by'] === 'contender'

async function followed(door: Door, namespace: string): Promise<Children> {
  const { chance, over } = { chance: () => 0, over: new AbortController() }
  const project = experimentOf
  const following = createFollowing(
    {
      experiments: createSource(door, resources.modelExperiments, { namespace, project, chance }),
      children: childSources(door, { namespace, chance }),
      ...{ log: createLog({ write: () => {} }), clock: systemClock, chance },
      meter: createMetrics().meter,
    },
    () => {},
  )
  const ran = following.run(over.signal)
  onTestFinished(async () => {
    over.abort()
    await ran
  })
  await following.synced
  return following.children
}

/** The writes that a door was asked for, and what may come between. */
export function through<D extends Door>(
  door: D,
  between: (call: string, act: () => Promise<unknown>) => Promise<unknown>,
): D {
  const verbs = ['get', 'create', 'apply', 'patch', 'remove', 'applyStatus', 'recordEvent'] as const
  const wrapped = verbs.map((verb) => {
    const act = door[verb] as (...args: unknown[]) => Promise<unknown>
    return [verb, (...args: unknown[]) => between(titled(verb, args), () => act(...args))]
  })
  return { ...door, ...Object.fromEntries(wrapped) }
}

/** `create Deployment/bikes-v1-0a1b2c3d dry` */
function titled(verb: string, args: readonly unknown[]): string {
  const [first = {}, second = {}] = args.map((arg) => Object(arg))
  const { name } = second.name === undefined ? (first.metadata ?? first) : second
  const isDry = args.some((arg) => Object(arg).dryRun === true)
  return `${verb} ${first.kind}/${name}${isDry ? ' dry' : ''}`
}

export function counting<D extends Door>(door: D) {
  const calls: string[] = []
  const counted = through(door, (call, act) => {
    calls.push(call)
    return act()
  })
  /** All since the last time. */
  return { door: counted, calls: () => calls.splice(0) }
}

const labels = (component: string, of: object = {}) => ({
  'app.kubernetes.io/managed-by': 'contender',
  'app.kubernetes.io/name': 'contender',
  'app.kubernetes.io/component': component,
  'contender.dev/experiment': 'bikes',
  ...of,
})

type Asked = { readonly name?: string; readonly replicas?: number; readonly container?: string }

/** What runs for one variant: each kind that there is. */
export function variantObjects(namespace: string, asked: Asked = {}): readonly WantedObject[] {
  const { name: variant = 'v1', replicas = 2, container = 'server' } = asked
  const own = labels('server', {
    'contender.dev/variant': variant,
    'contender.dev/revision': '0a1b2c3d',
  })
  const name = `bikes-${variant}-0a1b2c3d`
  const metadata = { namespace, name, labels: own }
  const selector = { matchLabels: own }
  const port = { name: 'http', containerPort: 8080 }
  const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }]
  const resourcesOf = { requests: { cpu: '0.5', memory: '1024Mi' } }
  const target = { type: 'Utilization', averageUtilization: 70 }
  return [
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: {
        ...{ replicas, selector, strategy: { rollingUpdate: { maxUnavailable: 0 } } },
        template: {
          metadata: { labels: own },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                ...{ name: container, image: 'contender', ports: [port], env },
                resources: resourcesOf,
              },
            ],
            volumes: [{ name: 'state', emptyDir: {} }],
          },
        },
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata },
      spec: { selector: own, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'serve.yaml': 'models: []' } },
    {
      ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata },
      spec: { maxUnavailable: 1, selector },
    },
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata },
      spec: {
        ...{ podSelector: selector, policyTypes: ['Ingress'] },
        ingress: [{ from: [{ podSelector: selector }], ports: [{ port: 8080 }] }],
      },
    },
    {
      ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata },
      spec: {
        ...{ minReplicas: 1, maxReplicas: 3 },
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
      },
    },
  ]
}

/** What routers need, as far as the order of things matters. */
export function routerObjects(namespace: string, plan = '{}'): readonly WantedObject[] {
  const own = labels('router')
  const at = (name: string) => ({ namespace, name, labels: own })
  return [
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: at('bikes-router') },
      spec: {
        selector: { matchLabels: own },
        template: {
          metadata: { labels: own },
          spec: { containers: [{ name: 'router', image: 'contender' }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: at('bikes-plan'),
      data: { 'plan.json': plan },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: at('bikes-keys'), data: { k1: btoa(randomKey) } },
  ]
}

const randomKey = randomUUID()
