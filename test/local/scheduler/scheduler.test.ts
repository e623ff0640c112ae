import { expect, it, onTestFinished } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createScheduler } from '../../../src/local/scheduler/scheduler.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { onEachServer, type Server } from '../workloads/server.ts'

function runScheduler(server: Server, name = 'local') {
  const end = new AbortController()
  const troubles: unknown[] = []
  const node = { name, labels: { 'kubernetes.io/hostname': name } }
  const ran = createScheduler({
    ...{ door: server.door(), node, clock: systemClock, chance: chance(1) },
    trouble: (_, cause) => void (cause === undefined || troubles.push(cause)),
  }).run(end.signal)
  const stop = () => {
    end.abort()
    return ran
  }
  onTestFinished(stop)
  return { troubles, stop }
}

async function begin(server: Server) {
  const namespace = await server.newNamespace()
  const door = server.door()
  const path = `/api/v1/namespaces/${namespace}/pods`
  const create = (name: string, spec: object = {}) =>
    server.ask('POST', path, {
      metadata: { name },
      spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec },
    })
  const patch = (name: string, changes: object) =>
    server.ask('PATCH', `${path}/${name}`, changes, 'application/merge-patch+json')

  async function get(name: string): Promise<Stored> {
    const found = await door.get(resources.pods, { namespace, name })
    if (found === undefined) throw new Error(`there is no ${name}`)
    return found
  }

  async function until(name: string, what: string, isSo: (pod: Stored) => boolean) {
    await waitUntil(async () => isSo(await get(name)), { what, limitMs: 30_000, everyMs: 20 })
    return get(name)
  }

  async function events(reason: string): Promise<readonly Stored[]> {
    const { entries } = await door.list(resources.events, { namespace, project: (found) => found })
    return entries.filter((event) => event['reason'] === reason)
  }

  const untilTold = (reason: string, count: number) =>
    waitUntil(async () => (await events(reason)).length === count, {
      what: `${count} times ${reason}`,
      limitMs: 30_000,
    })

  const run = (args: string, input?: object) => server.kubectl(namespace, args, input)
  return { namespace, create, patch, get, until, events, untilTold, run }
}

const nodeOf = (pod: Stored): unknown => Object(pod['spec']).nodeName
const conditionOf = (pod: Stored) =>
  (Object(pod['status']).conditions ?? []).find(
    ({ type }: { readonly type: string }) => type === 'PodScheduled',
  )

onEachServer((server) => {
  it('gives the node to a Pod that waits for one, and says so', async () => {
    const { run, until, events, untilTold } = await begin(server)
    const { troubles } = runScheduler(server)
    expect((await run('run web --image=web:1')).err).toBe('')
    const pod = await until('web', 'a node', (found) => nodeOf(found) !== undefined)
    expect(nodeOf(pod)).toBe('local')
    expect(conditionOf(pod)).toMatchObject({ status: 'True' })
    await untilTold('Scheduled', 1)
    expect(await events('Scheduled')).toMatchObject([
      { type: 'Normal', action: 'Binding', reportingController: 'default-scheduler' },
    ])
    expect((await run('describe pod web')).out).toMatch(
      /Normal +Scheduled +\S+ +default-scheduler +it runs on node local\n/,
    )
    expect(troubles).toEqual([])
  })

  it('finds the Pods that came before it', async () => {
    const { create, until } = await begin(server)
    await create('early')
    runScheduler(server)
    await until('early', 'a node', (pod) => nodeOf(pod) === 'local')
  })

  it('says of a Pod that the node does not suit why it waits, once', async () => {
    const { create, until, get, patch, untilTold, run } = await begin(server)
    const { troubles } = runScheduler(server)
    await create('picky', { nodeSelector: { disk: 'fast' } })
    const isRefused = (pod: Stored) => conditionOf(pod)?.reason === 'Unschedulable'
    const refused = await until('picky', 'the word', isRefused)
    const why = 'no node fits: local, the only one, is not disk=fast (nodeSelector)'
    expect(conditionOf(refused)).toMatchObject({ status: 'False', message: why })
    expect(refused['status']).toMatchObject({ phase: 'Pending' })
    await untilTold('FailedScheduling', 1)
    const described = (await run('describe pod picky')).out
    expect(described).toMatch(/PodScheduled +False/)
    expect(described).toContain(`default-scheduler  ${why}\n`)

    await patch('picky', { metadata: { labels: { changed: 'yes' } } })
    await create('plain')
    await until('plain', 'a node', (pod) => nodeOf(pod) === 'local')
    await untilTold('Scheduled', 1)
    const after = await get('picky')
    expect(conditionOf(after)).toEqual(conditionOf(refused))
    expect(nodeOf(after)).toBeUndefined()
    await untilTold('FailedScheduling', 1)
    expect(troubles).toEqual([])
  })

  it('heeds what the affinity of a Pod demands of a node', async () => {
    const { create, until } = await begin(server)
    runScheduler(server)
    const demanding = (value: string) => {
      const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [value] }]
      const requiredDuringSchedulingIgnoredDuringExecution = {
        nodeSelectorTerms: [{ matchExpressions }],
      }
      return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution } } }
    }
    await create('elsewhere', demanding('other'))
    await create('here', demanding('local'))
    await until('here', 'a node', (pod) => nodeOf(pod) === 'local')
    const pod = await until('elsewhere', 'the word', (found) => conditionOf(found) !== undefined)
    expect(conditionOf(pod)).toMatchObject({ status: 'False', reason: 'Unschedulable' })
    expect(nodeOf(pod)).toBeUndefined()
  })

  it('leaves Pods of other schedulers, and those with a node, as they are', async () => {
    const { create, get, until } = await begin(server)
    const others = { foreign: { schedulerName: 'mine' }, placed: { nodeName: 'elsewhere' } }
    const before: { [name: string]: Stored } = {}
    for (const [name, spec] of Object.entries(others)) {
      await create(name, spec)
      before[name] = await get(name)
    }
    runScheduler(server)
    await create('last')
    await until('last', 'a node', (pod) => nodeOf(pod) === 'local')
    for (const name of Object.keys(others)) expect(await get(name)).toEqual(before[name])
  })

  it('waits for the gates of a Pod to open', async () => {
    const { create, patch, get, until } = await begin(server)
    runScheduler(server)
    await create('gated', { schedulingGates: [{ name: 'quota' }] })
    await create('last')
    await until('last', 'a node', (pod) => nodeOf(pod) === 'local')
    const gated = await get('gated')
    expect([nodeOf(gated), conditionOf(gated).reason]).toEqual([undefined, 'SchedulingGated'])
    await patch('gated', { spec: { schedulingGates: null } })
    const open = await until('gated', 'a node', (pod) => nodeOf(pod) === 'local')
    expect(conditionOf(open)).toMatchObject({ status: 'True' })
  })

  it('gives each Pod one node, though two schedulers want it', async () => {
    const { create, get, events, untilTold } = await begin(server)
    const rivals = ['one', 'two'].map((name) => runScheduler(server, name))
    const names = Array.from({ length: 20 }, (_, n) => `web-${n}`)
    await Promise.all(names.map((name) => create(name)))
    await untilTold('Scheduled', names.length)
    const nodes = await Promise.all(names.map(async (name) => nodeOf(await get(name))))
    expect(nodes.filter((node) => node !== 'one' && node !== 'two')).toEqual([])
    await Promise.all(rivals.map(({ stop }) => stop()))
    const told = await events('Scheduled')
    const said = told.map((event) => {
      const { regarding, reportingInstance } = Object(event)
      return [regarding.name, reportingInstance] as const
    })
    expect(new Map(said)).toEqual(new Map(names.map((name, n) => [name, nodes[n]])))
    expect(told).toHaveLength(names.length)
    expect(rivals.flatMap(({ troubles }) => troubles)).toEqual([])
  })
})
