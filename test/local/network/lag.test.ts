import { expect, it } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { changesOf } from '../../../src/local/network/endpoints.ts'
import { podOf } from '../../../src/local/network/seen-pod.ts'
import { serviceOf } from '../../../src/local/network/seen-service.ts'
import { sliceOf } from '../../../src/local/network/seen-slice.ts'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { lagging } from '../workloads/lagging.ts'
import { onEachServer, type Server } from '../workloads/server.ts'
import { ownAddress, podsOn, runNetwork, service } from './ground.ts'

/** What the slices of a namespace lack to be as they should, by the server's own word. */
async function wrongIn(door: Door, namespace: string): Promise<number> {
  const asked = { namespace }
  const services = await door.list(resources.services, { ...asked, project: serviceOf })
  const pods = await door.list(resources.pods, { ...asked, project: podOf })
  const slices = await door.list(resources.endpointSlices, { ...asked, project: sliceOf })
  const wrong = services.entries.map((one) => {
    const its = slices.entries.filter((slice) => slice.service === one.key)
    const { create, change, remove } = changesOf({ service: one, pods: pods.entries, slices: its })
    return create.length + change.length + remove.length
  })
  const known = new Set(services.entries.map(({ key }) => key))
  const left = slices.entries.filter((slice) => !known.has(slice.service ?? ''))
  return wrong.reduce((sum, n) => sum + n, left.length)
}

/** Pods come and go, are ready or not, and change sides. */
async function change(server: Server, namespace: string, seed: number, steps: number) {
  const random = chance(seed)
  const pods = podsOn(server, namespace)
  const name = () => `pod-${below(random, 6)}`
  const services = `/api/v1/namespaces/${namespace}/services`
  const ports = () => ({ ports: [{ port: 80 + below(random, 3), targetPort: 'http' }] })
  const app = () => ['a', 'b', 'none'][below(random, 3)] ?? 'a'
  const happenings: readonly (() => Promise<unknown>)[] = [
    () => pods.make(name(), 20_000 + below(random, 100), app()),
    () => pods.say(name(), true),
    () => pods.say(name(), true),
    () => pods.say(name(), false),
    () => pods.relabel(name(), app()),
    () => pods.remove(name()),
    () => server.ask('DELETE', `${services}/${app()}`),
    () => server.ask('POST', services, service('a')),
    () => server.ask('POST', services, service('b')),
    () => server.ask('PATCH', `${services}/${app()}`, { spec: ports() }, mergePatch),
  ]
  for (let nth = 0; nth < steps; nth++) {
    // Of a Pod that is not there, or is there already, nothing becomes.
    await happenings[below(random, happenings.length)]?.().catch(() => {})
  }
}

const mergePatch = 'application/merge-patch+json'

const itHere = it.skipIf(ownAddress === undefined)

onEachServer((server) => {
  itHere('comes to say what is, whatever happened, however late its watches tell', async () => {
    const namespace = await server.newNamespace()
    const door = server.door()
    runNetwork(lagging(server.door(), 300, chance(3)))
    for (const seed of [1, 2]) {
      await change(server, namespace, seed, 100)
      const isRight = async () => (await wrongIn(door, namespace)) === 0
      await waitUntil(isRight, { what: 'the right slices', limitMs: 30_000 })
    }
  })

  itHere('would be found wrong, did nobody write them (negative control)', async () => {
    const namespace = await server.newNamespace()
    await change(server, namespace, 1, 60)
    expect(await wrongIn(server.door(), namespace)).toBeGreaterThan(0)
  })
})
