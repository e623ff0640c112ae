import { beforeAll, expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import type { Door } from '../../../src/kube/door.ts'
import type { KubeObject, Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createApplying } from '../../../src/operator/applying/applying.ts'
import type { Children } from '../../../src/operator/observing/children.ts'
import type { WantedObject } from '../../../src/plan/wanted/wanted.ts'
import { createHands } from '../../hands.ts'
import { ask, configMap } from '../door/ground.ts'
import { installCrd } from '../kubectl.ts'
import { counting, newWorld, routerObjects, through, variantObjects } from './children.ts'

const { signal } = new AbortController()
const name = 'bikes-v1-0a1b2c3d'
const merge = 'application/merge-patch+json'

beforeAll(async () => {
  await installCrd()
})

type World = Awaited<ReturnType<typeof newWorld>>

/** A leader, with nothing in mind. */
function newLeader(world: World, door: Door = world.door, children: Children = world.children) {
  const clock = createHands()
  const { applyChildren } = createApplying({ door, children, clock })
  const apply = (wanted: readonly WantedObject[], mayRemove = false) =>
    applyChildren({ owner: world.owner, wanted, mayRemove }, signal)
  return { apply, clock }
}

const everything = (namespace: string) => [
  ...variantObjects(namespace),
  ...routerObjects(namespace),
]

const titles = (objects: readonly KubeObject[]) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()

it('makes what is wanted, the experiment’s own, settings before pods, and then has nothing to do', async () => {
  const world = await newWorld()
  const wanted = everything(world.namespace)
  const { door, calls } = counting(world.door)
  const { apply } = newLeader(world, door)
  expect(await apply(wanted)).toEqual({ refusals: {} })

  const there = await world.all()
  expect(titles(there)).toEqual(titles(wanted))
  for (const { metadata } of there) {
    expect(metadata.ownerReferences).toMatchObject([{ uid: world.owner.uid, controller: true }])
  }
  const made = calls().filter((call) => call.startsWith('create') && !call.endsWith('dry'))
  const first = (kind: string) => made.findIndex((call) => call.includes(` ${kind}/`))
  const last = (kind: string) => made.findLastIndex((call) => call.includes(` ${kind}/`))
  for (const kind of ['ConfigMap', 'Secret', 'Service']) {
    expect(last(kind)).toBeLessThan(first('Deployment'))
  }

  await world.shown()
  await apply(wanted)
  expect(calls()).toEqual([])
  await newLeader(world, door).apply(wanted)
  expect(calls()).toEqual(['get Secret/bikes-keys']) // it is not followed, so a new leader looks
})

it('writes nothing twice while the caches are behind', async () => {
  const world = await newWorld()
  const wanted = everything(world.namespace)
  const { door, calls } = counting(world.door)
  const blind: Children = { ...world.children, get: () => undefined, of: () => [] }
  const { apply } = newLeader(world, door, blind)
  await apply(wanted)
  calls()
  await apply(wanted)
  expect(calls().filter((call) => !call.startsWith('get '))).toEqual([])
})

it('writes nothing twice while the caches show what was before', async () => {
  const world = await newWorld()
  await newLeader(world).apply(everything(world.namespace))
  await world.shown()
  const { door, calls } = counting(world.door)
  const before = new Map(
    world.children.of(`${world.namespace}/bikes`).map((one) => [idOf(one), one]),
  )
  const late: Children = { ...world.children, get: (kind, key) => before.get(idOf({ kind, key })) }
  const { apply } = newLeader(world, door, late)
  const changed = variantObjects(world.namespace, { replicas: 5 })
  await apply(changed)
  expect(calls()).toEqual([`apply Deployment/${name}`])
  await apply(changed)
  expect(calls()).toEqual([])
})

const idOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`

it('applies what is wanted otherwise now, and that alone', async () => {
  const world = await newWorld()
  const { door, calls } = counting(world.door)
  const { apply } = newLeader(world, door)
  await apply(everything(world.namespace))
  await world.shown()
  calls()
  const changed = [
    ...variantObjects(world.namespace, { replicas: 5 }),
    ...routerObjects(world.namespace, '{"planRevision":2}'),
  ]
  await apply(changed)
  expect(calls()).toEqual(['apply ConfigMap/bikes-plan', `apply Deployment/${name}`])
  await world.shown()
  await apply(changed)
  await newLeader(world, door).apply(changed)
  expect(calls()).toEqual(['get Secret/bikes-keys'])
})

const touches = [
  ['a number is changed', 'deployments', { spec: { replicas: 9 } }],
  ['a text is changed', 'configmaps', { data: { 'serve.yaml': 'other' } }],
  ['an entry is removed', 'configmaps', { data: { 'serve.yaml': null } }],
  ['a list is emptied', 'networkpolicies', { spec: { ingress: null } }],
  [
    'our mark is removed',
    'services',
    { metadata: { annotations: { 'contender.dev/applied': null } } },
  ],
  [
    'a label is changed',
    'poddisruptionbudgets',
    { metadata: { labels: { 'contender.dev/revision': 'x' } } },
  ],
  [
    'it is no longer labelled as ours',
    'services',
    { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } },
  ],
  ['a bound is changed', 'horizontalpodautoscalers', { spec: { maxReplicas: 50 } }],
  [
    'it leads elsewhere',
    'services',
    { spec: { ports: [{ name: 'http', port: 80, targetPort: 1 }] } },
  ],
  ['its image is another', 'deployments', template({ image: 'another' })],
  ['a port is taken away', 'deployments', template({ image: 'contender' })],
  ['it is deleted', 'services', undefined],
] as const

function template(container: object) {
  return { spec: { template: { spec: { containers: [{ name: 'server', ...container }] } } } }
}

const groups: { readonly [plural: string]: string } = {
  deployments: 'apps/v1',
  networkpolicies: 'networking.k8s.io/v1',
  poddisruptionbudgets: 'policy/v1',
  horizontalpodautoscalers: 'autoscaling/v2',
}

const both = ['the leader who made it', 'the next leader'] as const

it.each(
  touches.flatMap((touch) => both.map((who) => [...touch, who] as const)),
)('puts right what others have done: %s in %s', async (_, plural, patch, who) => {
  const world = await newWorld()
  const wanted = variantObjects(world.namespace)
  const { door, calls } = counting(world.door)
  const first = newLeader(world, door)
  await first.apply(wanted)
  const root = groups[plural] === undefined ? '/api/v1' : `/apis/${groups[plural]}`
  const path = `${root}/namespaces/${world.namespace}/${plural}/${name}`
  const before = bare(await ask('GET', path))
  await (patch === undefined ? ask('DELETE', path) : ask('PATCH', path, patch, merge))
  await world.shown()

  const leader = who === 'the next leader' ? newLeader(world, door) : first
  expect(await leader.apply(wanted)).toEqual({ refusals: {} })
  expect(bare(await ask('GET', path))).toEqual(before)
  await world.shown()
  calls()
  await leader.apply(wanted)
  await newLeader(world, door).apply(wanted)
  expect(calls()).toEqual([])
})

/** What a person would compare, without what the server gives to each object anew. */
const bare = ({ metadata, ...object }: KubeObject) => {
  const { clusterIP: _, clusterIPs: __, ...spec } = Object(object['spec'])
  const { labels, annotations } = metadata
  return { spec, data: object['data'], labels, annotations }
}

it('leaves alone what others have added, and takes no notice', async () => {
  const world = await newWorld()
  const wanted = variantObjects(world.namespace)
  const { door, calls } = counting(world.door)
  const { apply } = newLeader(world, door)
  await apply(wanted)
  const path = `/apis/apps/v1/namespaces/${world.namespace}/deployments/${name}`
  const annotations = { 'deployment.kubernetes.io/revision': '7', 'who/knows': 'yes' }
  await ask('PATCH', path, { metadata: { annotations }, spec: { minReadySeconds: 3 } }, merge)
  await ask('PATCH', `${path}/status`, { status: { replicas: 2, readyReplicas: 1 } }, merge)
  await world.shown()
  calls()
  await apply(wanted)
  expect(calls()).toEqual([])
})

it('never touches what is somebody else’s, says so, and makes the rest', async () => {
  const world = await newWorld()
  const theirs = await world.door.create(configMap(world.namespace, 'bikes-plan', { their: 'own' }))
  const { door, calls } = counting(world.door)
  const { apply, clock } = newLeader(world, door)
  const wanted = routerObjects(world.namespace)
  const { refusals, againMs } = await apply(wanted, true)
  expect(refusals).toEqual({
    'ConfigMap/bikes-plan': {
      code: 'NameTaken',
      detail: `ConfigMap/bikes-plan in ${world.namespace} is there already, and not ours`,
    },
  })
  const ref = { namespace: world.namespace, name: 'bikes-plan' }
  expect(await world.door.get(resources.configMaps, ref)).toEqual(theirs)
  expect(await world.door.get(resources.deployments, { ...ref, name: 'bikes-router' })).toBeTruthy()

  await world.shown()
  calls()
  expect((await apply(wanted)).refusals).toEqual(refusals)
  expect(calls()).toEqual([]) // not asked again at each pass
  await world.door.remove(resources.configMaps, ref, theirs.metadata)
  await clock.turn(againMs ?? 0)
  expect(await apply(wanted)).toEqual({ refusals: {} })
})

it('never touches what belongs to another experiment, though it is labelled as ours', async () => {
  const world = await newWorld()
  const other = { ...world.owner, name: 'bike', uid: 'another-uid' }
  const applying = createApplying({ ...world, clock: createHands() })
  await applying.applyChildren(
    { owner: other, wanted: routerObjects(world.namespace), mayRemove: false },
    signal,
  )
  await world.shown()
  const { door, calls } = counting(world.door)
  const { refusals } = await newLeader(world, door).apply(routerObjects(world.namespace), true)
  expect(
    Object.values(refusals).map(({ code, detail }) => [code, detail.split(', and ')[1]]),
  ).toEqual(Array(3).fill(['NameTaken', `of the experiment ${world.namespace}/bike`]))
  expect(calls()).toEqual(['get Secret/bikes-keys'])
})

it('makes nothing of a variant whose pods the API server refuses, and all of the others', async () => {
  const world = await newWorld()
  const { door, calls } = counting(world.door)
  const { apply } = newLeader(world, door)
  const bad = variantObjects(world.namespace, { name: 'v2', container: 'NOT A NAME' })
  const { refusals } = await apply([...bad, ...everything(world.namespace)])
  expect(refusals).toEqual({
    'Deployment/bikes-v2-0a1b2c3d': {
      code: 'TemplateInvalid',
      detail: expect.stringContaining('spec.template.spec.containers[0].name'),
    },
  })
  expect(titles(await world.all())).toEqual(titles(everything(world.namespace)))
  await world.shown()
  calls()
  await apply([...bad, ...everything(world.namespace)])
  expect(calls().filter((call) => call.includes('Deployment'))).toEqual([])
  const good = variantObjects(world.namespace, { name: 'v2' })
  expect(await apply([...good, ...everything(world.namespace)])).toEqual({ refusals: {} })
})

it('removes what is ours and not wanted when it may, and only then', async () => {
  const world = await newWorld()
  const { namespace, owner } = world
  const ownerReferences = [
    {
      ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'ModelExperiment' },
      name: 'bikes',
      uid: owner.uid,
      controller: true,
    },
  ]
  const evidence = configMap(namespace, 'bikes-evidence', {})
  await world.door.create({ ...evidence, metadata: { ...evidence.metadata, ownerReferences } })
  const record = configMap(namespace, 'bikes-record', {})
  const ofBikes = { 'contender.dev/experiment': 'bikes' }
  await world.door.create({ ...record, metadata: { ...record.metadata, labels: ofBikes } })
  const managed = { ...ofBikes, 'app.kubernetes.io/managed-by': 'contender' }
  const stranger = configMap(namespace, 'stranger', {})
  await world.door.create({ ...stranger, metadata: { ...stranger.metadata, labels: managed } })

  const { door, calls } = counting(world.door)
  const { apply } = newLeader(world, door)
  await apply(everything(namespace))
  await world.shown()
  calls()
  await apply(routerObjects(namespace), false)
  expect(calls()).toEqual([])
  await apply(routerObjects(namespace), true)
  const kinds = calls().map((call) => call.split('/')[0])
  expect(kinds.slice(0, 2)).toEqual(['remove HorizontalPodAutoscaler', 'remove Deployment'])
  expect(kinds).toHaveLength(6)
  await world.shown()
  const left = [evidence, record, stranger, ...routerObjects(namespace)]
  expect(titles(await world.all())).toEqual(titles(left))
})

it('takes for its own what it made when the answer was lost', async () => {
  const world = await newWorld()
  const wanted = routerObjects(world.namespace)
  const lossy = through(world.door, async (call, act) => {
    await act()
    if (call === 'create ConfigMap/bikes-plan')
      throw new ContenderError('ApiUnreachable', 'cannot create: socket hang up')
  })
  const first = await newLeader(world, lossy).apply(wanted)
  expect(first.later).toMatchObject({ code: 'ApiUnreachable' })
  const blind: Children = { ...world.children, get: () => undefined }
  expect(await newLeader(world, world.door, blind).apply(wanted)).toEqual({ refusals: {} })
  expect(titles(await world.all())).toEqual(titles(wanted))
})

it('goes on where only one object could not be written, and says what is left', async () => {
  const world = await newWorld()
  const busy = through(world.door, (call, act) => {
    if (call !== 'create ConfigMap/bikes-plan') return act()
    throw new ContenderError('ApiUnavailable', 'failed calling webhook')
  })
  const { later, refusals } = await newLeader(world, busy).apply(routerObjects(world.namespace))
  expect([later?.code, refusals]).toEqual(['ApiUnavailable', {}])
  expect(titles(await world.all())).toEqual(['Deployment/bikes-router', 'Secret/bikes-keys'])
})

const killed = new Error('killed')

/** Dies at its n-th call: before it is sent, or when it was done. */
function mortal(door: Door, lives: number, isDone: boolean) {
  let calls = 0
  return through(door, async (_, act) => {
    calls++
    if (calls === lives && !isDone) throw killed
    const answer = await act()
    if (calls === lives) throw killed
    return answer
  })
}

/** First all are made, then one variant is changed, another goes and a third comes. */
const life = (namespace: string) => [
  { wanted: everything(namespace), mayRemove: false },
  {
    wanted: [
      ...variantObjects(namespace, { name: 'v3', replicas: 1 }),
      ...routerObjects(namespace, '{"n":2}'),
    ],
    mayRemove: true,
  },
]

it('comes to the same objects wherever it is killed', async () => {
  const whole = await newWorld()
  const { door, calls } = counting(whole.door)
  const made: string[][] = []
  for (const { wanted, mayRemove } of life(whole.namespace)) {
    await newLeader(whole, door).apply(wanted, mayRemove)
    await whole.shown()
    made.push(calls())
  }
  const expected = (await whole.all()).map(shape).sort()

  for (const isDone of [false, true]) {
    const world = await newWorld()
    for (const [nth, { wanted, mayRemove }] of life(world.namespace).entries()) {
      let deaths = 0
      const most = (made[nth]?.length ?? 0) * 2
      for (let lives = 1; lives <= most; lives++) {
        const dying = newLeader(world, mortal(world.door, lives, isDone)).apply(wanted, mayRemove)
        await dying.catch((cause) => {
          expect(cause).toBe(killed)
          deaths++
        })
        await world.shown()
      }
      expect(deaths).toBeGreaterThan(0)
      await newLeader(world).apply(wanted, mayRemove)
      await world.shown()
    }
    expect((await world.all()).map(shape).sort()).toEqual(expected)
  }
})

/** All that is stated of an object, in one text. */
function shape({ kind, metadata, ...object }: Stored): string {
  const { clusterIP: _, clusterIPs: __, ...spec } = Object(object['spec'])
  return JSON.stringify([kind, metadata.name, metadata.labels, spec, object['data']])
}
