import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { runWorkloads, web } from './ground.ts'
import { playKubelet } from './kubelet-played.ts'
import { onEachServer, type Server } from './server.ts'
import { witness } from './witness.ts'

const podsOf = async (door: Door, namespace: string): Promise<readonly Stored[]> => {
  const { entries } = await door.list(resources.pods, { namespace, project: (pod) => pod })
  return entries.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
}

async function begin(server: Server) {
  const namespace = await server.newNamespace()
  const door = server.door()
  const { troubles } = runWorkloads(door)
  const run = (args: string, input?: object) => server.kubectl(namespace, args, input)
  const pods = () => podsOf(door, namespace)
  const deployment = async () => {
    const found = await door.get(resources.deployments, { namespace, name: 'web' })
    if (found === undefined) throw new Error('there is no deployment')
    return found
  }
  return { namespace, door, troubles, run, pods, deployment }
}

onEachServer((server) => {
  it('rolls out as kubectl expects it: apply, status, wait, scale, restart', async () => {
    const { namespace, run, pods, deployment, troubles } = await begin(server)
    playKubelet(server, namespace)
    await run('apply -f -', web())
    const status = await run('rollout status deployment/web --timeout=60s')
    expect(status).toMatchObject({ code: 0, err: '' })
    expect(status.out).toContain('successfully rolled out')
    const waited = await run('wait --for=condition=Available deployment/web --timeout=5s')
    expect(waited.out).toContain('condition met')
    const first = await pods()
    for (const pod of first) {
      const hash = pod.metadata.labels?.['pod-template-hash']
      expect(pod.metadata.name).toMatch(new RegExp(`^web-${hash}-[a-z0-9]{5}$`))
      expect(Object(pod['spec']).nodeName).toBeUndefined() // that is for a scheduler to say
      expect(pod.metadata.ownerReferences).toMatchObject([
        { kind: 'Deployment', name: 'web', controller: true, blockOwnerDeletion: true },
      ])
    }

    await run('scale deployment/web --replicas=5')
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    expect(await pods()).toHaveLength(5)
    await run('scale deployment/web --replicas=2')
    await waitUntil(async () => (await pods()).length === 2, { what: 'two Pods', limitMs: 30_000 })

    await run('rollout restart deployment/web')
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    const last = await pods()
    expect(last).toHaveLength(2)
    const names = new Set(first.map(({ metadata }) => metadata.name))
    expect(last.filter(({ metadata }) => names.has(metadata.name))).toEqual([])
    expect((await deployment()).metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '2',
    })
    expect(troubles).toEqual([])
  })

  it('tells on the Deployment which Pods it makes and ends, in its order', async () => {
    const { namespace, run, pods, troubles } = await begin(server)
    playKubelet(server, namespace)
    const names = async () => (await pods()).map(({ metadata }) => metadata.name).sort()
    const notes = async () => {
      const { out } = await run('describe deployment web')
      return [...out.matchAll(/^ {2}Normal +(Successful\w+) .* contender-workloads +(.*)$/gm)].map(
        ([, reason, note = '']) => [reason, ...(note.match(/web-\w+-\w+/g) ?? []).sort()],
      )
    }
    await run('apply -f -', web({ replicas: 2 }))
    await waitUntil(async () => (await names()).length === 2, { what: 'Pods', limitMs: 30_000 })
    const both = await names()
    await run('scale deployment/web --replicas=1')
    await waitUntil(async () => (await names()).length === 1, { what: 'a Pod', limitMs: 30_000 })
    const [left] = await names()
    await waitUntil(async () => (await notes()).length === 2, { what: 'notes', limitMs: 30_000 })
    expect(await notes()).toEqual([
      ['SuccessfulCreate', ...both],
      ['SuccessfulDelete', ...both.filter((name) => name !== left)],
    ])
    expect(troubles).toEqual([])
  })

  it('keeps its bounds on the server too, while templates and replicas change', async () => {
    const { namespace, run, pods } = await begin(server)
    playKubelet(server, namespace)
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 }
    await run('apply -f -', web({ replicas: 4, strategy: { rollingUpdate } }))
    await run('rollout status deployment/web --timeout=60s')
    const seen = await witness(server, namespace)
    for (const image of ['v2', 'v3', 'v4']) await run(`set image deployment/web server=${image}`)
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    expect(await pods()).toHaveLength(4)
    expect(Math.max(...seen.map(({ running }) => running))).toBe(5)
    expect(Math.min(...seen.map(({ ready }) => ready))).toBe(4)
  })

  it('replaces Pods that are deleted, that fail, and whose labels are taken away', async () => {
    const { namespace, run, pods, door } = await begin(server)
    const failing = new Set<string>()
    playKubelet(server, namespace, {
      fate: ({ metadata }) => (failing.has(metadata.name) ? 'failed' : 'ready'),
    })
    await run('apply -f -', web())
    await run('rollout status deployment/web --timeout=60s')
    const [gone, lost, taken] = (await pods()).map(({ metadata }) => metadata.name)
    await run(`delete pod ${gone} --wait=false`)
    failing.add(lost ?? '')
    await run(`label pod ${taken} app=taken --overwrite`)
    const isWhole = async () => {
      const now = await pods()
      const ready = now.filter((pod) => pod.metadata.labels?.['app'] === 'web')
      return (
        now.length === 4 && ready.length === 3 && !now.some((pod) => pod.metadata.name === lost)
      )
    }
    await waitUntil(isWhole, { what: 'three Pods, and the one that was taken', limitMs: 20_000 })
    const stray = await door.get(resources.pods, { namespace, name: taken ?? '' })
    expect(stray?.metadata.ownerReferences ?? []).toEqual([])
  })

  it('says that a roll-out makes no progress, so that kubectl gives up waiting', async () => {
    const { namespace, run, deployment } = await begin(server)
    playKubelet(server, namespace, { fate: () => 'unready' })
    await run('apply -f -', web({ progressDeadlineSeconds: 2, minReadySeconds: 1 }))
    const { code, err } = await run('rollout status deployment/web --timeout=60s')
    expect(code).toBe(1)
    expect(err).toContain('exceeded its progress deadline')
    expect(await deployment()).toMatchObject({
      status: { unavailableReplicas: 3, updatedReplicas: 3 },
    })
  })

  it('lets all go before it recreates', async () => {
    const { namespace, run, pods } = await begin(server)
    playKubelet(server, namespace)
    await run('apply -f -', web({ strategy: { type: 'Recreate' } }))
    await run('rollout status deployment/web --timeout=60s')
    const seen = await witness(server, namespace)
    await run('set image deployment/web server=v2')
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    expect(await pods()).toHaveLength(3)
    expect(Math.max(...seen.map(({ running }) => running))).toBe(3)
    expect(Math.min(...seen.map(({ running }) => running))).toBe(0)
  })

  it('waits while it is paused', async () => {
    const { namespace, run, pods } = await begin(server)
    playKubelet(server, namespace)
    await run('apply -f -', web())
    await run('rollout status deployment/web --timeout=60s')
    await run('rollout pause deployment/web')
    await run('set image deployment/web server=v2')
    await run('scale deployment/web --replicas=4')
    const images = async () =>
      (await pods()).map((pod) => Object(pod)['spec'].containers[0].image).join()
    await waitUntil(async () => (await images()) === 'v1,v1,v1,v1', { what: 'v1', limitMs: 30_000 })
    await run('rollout resume deployment/web')
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    expect(await images()).toBe('v2,v2,v2,v2')
  })

  it('goes on where it was, however often it is stopped', async () => {
    const namespace = await server.newNamespace()
    const run = (args: string, input?: object) => server.kubectl(namespace, args, input)
    playKubelet(server, namespace)
    const door = server.door()
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 1 }
    await run('apply -f -', web({ replicas: 6, strategy: { rollingUpdate } }))
    const first = runWorkloads(door)
    await run('rollout status deployment/web --timeout=60s')
    const seen = await witness(server, namespace)
    await first.stop()
    await run('set image deployment/web server=v2')
    for (let time = 0; time < 8; time++) {
      const next = runWorkloads(door)
      await sleep(60 + 20 * time)
      await next.stop()
    }
    runWorkloads(door)
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    expect(Math.max(...seen.map(({ running }) => running))).toBeLessThanOrEqual(7)
    expect(Math.min(...seen.map(({ ready }) => ready))).toBeGreaterThanOrEqual(5)
    expect(await podsOf(door, namespace)).toHaveLength(6)
  })

  it('is quiet where nothing happens', async () => {
    const calls: string[] = []
    const namespace = await server.newNamespace()
    playKubelet(server, namespace)
    runWorkloads(server.door({ onCall: ({ verb }) => calls.push(verb) }))
    await server.kubectl(namespace, 'apply -f -', web())
    await server.kubectl(namespace, 'rollout status deployment/web --timeout=60s')
    await sleep(300)
    const before = calls.length
    await sleep(1_000)
    expect(calls.slice(before)).toEqual([])
  })

  it('adopts what another Deployment has left', async () => {
    const { namespace, run, pods, door } = await begin(server)
    playKubelet(server, namespace)
    await run('apply -f -', web())
    await run('rollout status deployment/web --timeout=60s')
    await run('delete deployment web --cascade=orphan --wait=false')
    const before = await pods()
    for (const { metadata } of before) {
      // As the collector of garbage does, where there is one.
      const seen = { resourceVersion: metadata.resourceVersion }
      await door
        .patch(resources.pods, metadata, { metadata: { ownerReferences: [] } }, seen)
        .catch(() => {})
    }
    await run('patch deployment web --type=merge -p {"metadata":{"finalizers":[]}}')
    await run('apply -f -', web())
    expect((await run('rollout status deployment/web --timeout=60s')).code).toBe(0)
    const uids = (found: readonly Stored[]) => found.map(({ metadata }) => metadata.uid).sort()
    expect(uids(await pods())).toEqual(uids(before))
  })

  it.skipIf(server.isReal)(
    'leaves its Pods to the collector of garbage when it is deleted',
    async () => {
      const { namespace, run, pods } = await begin(server)
      playKubelet(server, namespace)
      await run('apply -f -', web())
      await run('rollout status deployment/web --timeout=60s')
      await run('delete deployment web --wait=false')
      await waitUntil(async () => (await pods()).length === 0, { what: 'no Pods', limitMs: 30_000 })
    },
  )

  it.skipIf(!server.isReal)('says why no Pod can be made', async () => {
    const { namespace, run, deployment, pods } = await begin(server)
    await run(`label namespace ${namespace} pod-security.kubernetes.io/enforce=restricted`)
    await run('apply -f -', web())
    const told = async () => {
      const { status } = (await deployment()) as { status?: { conditions?: { type: string }[] } }
      return status?.conditions?.find(({ type }) => type === 'ReplicaFailure')
    }
    await waitUntil(async () => (await told()) !== undefined, { what: 'a reason', limitMs: 30_000 })
    expect(await told()).toMatchObject({ status: 'True', reason: 'FailedCreate' })
    const described = async () => (await run('describe deployment web')).out
    const isShown = async () => (await described()).includes('Warning  FailedCreate')
    await waitUntil(isShown, { what: 'an event', limitMs: 30_000 })
    expect(await described()).toContain('violates PodSecurity')
    expect(await pods()).toEqual([])
  })
})
