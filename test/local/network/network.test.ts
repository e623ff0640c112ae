import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { onEachServer, type Server } from '../workloads/server.ts'
import { hear, host, listenAs, lookAt, ownAddress, podsOn, runNetwork, service } from './ground.ts'

const within = { limitMs: 30_000 }

async function begin(server: Server) {
  const namespace = await server.newNamespace()
  const calls: string[] = []
  const door = server.door({ onCall: ({ verb }) => calls.push(verb) })
  const network = runNetwork(door)
  const apply = (wanted: object) => server.kubectl(namespace, 'apply -f -', wanted)
  const { address, slices } = lookAt(server.door(), namespace)
  const says = (expected: string, name = 'web') =>
    waitUntil(async () => (await hear(await address(name))) === expected, {
      ...{ what: `«${expected}» from ${name}`, ...within },
    })
  return {
    namespace,
    calls,
    network,
    apply,
    address,
    slices,
    says,
    pods: podsOn(server, namespace),
  }
}

const itHere = it.skipIf(ownAddress === undefined)

onEachServer((server) => {
  itHere('leads to Pods that are ready, through an address of the Service', async () => {
    const { apply, slices, says, pods, network } = await begin(server)
    await apply(service())
    const [a, b] = [await listenAs('a'), await listenAs('b')]
    await pods.make('web-a', a.port)
    await pods.say('web-a', true)
    await says('a')
    await pods.make('web-b', b.port)
    await pods.say('web-b', true)
    await says('b')
    const found = await slices()
    expect(found).toHaveLength(2)
    expect(found).toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({
          labels: {
            'kubernetes.io/service-name': 'web',
            'endpointslice.kubernetes.io/managed-by': 'network.contender.dev',
          },
        }),
        addressType: 'IPv4',
        endpoints: [
          expect.objectContaining({
            addresses: [host],
            conditions: { ready: true, serving: true, terminating: false },
            nodeName: 'local',
            targetRef: expect.objectContaining({ kind: 'Pod', name: 'web-a' }),
          }),
        ],
        ports: [{ name: '', protocol: 'TCP', port: a.port }],
      }),
    )
    await pods.say('web-a', false)
    await pods.remove('web-b')
    await says('')
    await waitUntil(async () => (await slices()).length === 1, { what: 'one slice', ...within })
    expect(network.troubles).toEqual([])
  })

  itHere('lets a Pod that stops answer until another is ready', async () => {
    const { apply, says, pods, slices } = await begin(server)
    await apply(service())
    const [a, b] = [await listenAs('a'), await listenAs('b')]
    await pods.make('web-a', a.port)
    await pods.say('web-a', true)
    await says('a')
    await pods.tell('web-a')
    const isTold = async () =>
      Object((await slices())[0])['endpoints']?.[0].conditions.terminating === true
    await waitUntil(isTold, { what: 'terminating', ...within })
    await says('a')
    await pods.make('web-b', b.port)
    await pods.say('web-b', true)
    await says('b')
  })

  itHere('follows labels, selectors and ports, and tidies up after a Service', async () => {
    const { apply, says, pods, slices, address, namespace } = await begin(server)
    await apply(service())
    const a = await listenAs('a')
    await pods.make('other', a.port, 'other')
    await pods.say('other', true)
    await says('')
    await pods.relabel('other', 'web')
    await says('a')
    await apply(service('web', { ports: [{ name: 'x', port: 8000, targetPort: 'http' }] }))
    await waitUntil(async () => (await hear(await address('web', 8000))) === 'a', {
      what: 'port 8000',
      ...within,
    })
    expect(await address('web', 80)).toBeUndefined()
    const at = await address('web', 8000)
    await server.kubectl(namespace, 'delete service web')
    await waitUntil(async () => (await slices()).length === 0, { what: 'no slice', ...within })
    expect(await hear(at)).toBe('')
  })

  itHere('gives no address to a headless Service, and still says where its Pods are', async () => {
    const { apply, pods, slices, address } = await begin(server)
    await apply(service('web', { clusterIP: 'None' }))
    await pods.make('web-a', (await listenAs('a')).port)
    await pods.say('web-a', true)
    await waitUntil(async () => (await slices()).length === 1, { what: 'a slice', ...within })
    expect(await address()).toBeUndefined()
  })

  itHere('comes back to the same address, unless another has taken it', async () => {
    const { apply, says, pods, address, network } = await begin(server)
    await apply(service())
    await pods.make('web-a', (await listenAs('a')).port)
    await pods.say('web-a', true)
    await says('a')
    const first = await address()
    await network.stop()
    expect(await hear(first)).toBe('')
    const second = runNetwork(server.door())
    await says('a')
    expect(await address()).toBe(first)
    await second.stop()
    const taker = createServer().listen(first, host)
    await once(taker, 'listening')
    onTestFinished(() => void taker.close())
    runNetwork(server.door())
    const isElsewhere = async () => (await address()) !== first
    await waitUntil(isElsewhere, { what: 'another address', ...within })
    await says('a')
  })

  itHere(
    'gives a Service an address of its own though it was copied with that of another',
    async () => {
      const { apply, address } = await begin(server)
      await apply(service('web'))
      await waitUntil(async () => (await address()) !== undefined, {
        what: 'an address',
        ...within,
      })
      const first = await address()
      const copied = { 'contender.dev/loopback': `{"80":"${host}:${first}"}` }
      await apply(service('copy', {}, copied))
      const isOwn = async () => ![undefined, first].includes(await address('copy'))
      await waitUntil(isOwn, { what: 'another address', ...within })
      expect(await address()).toBe(first)
    },
  )

  it.skipIf(!server.isReal || ownAddress === undefined)(
    'goes on while the API server is away',
    async () => {
      const { apply, says, pods, address } = await begin(server)
      await apply(service())
      const [a, b] = [await listenAs('a'), await listenAs('b')]
      await pods.make('web-a', a.port)
      await pods.say('web-a', true)
      await says('a')
      const at = await address()
      const said: string[] = []
      const back = server.restart().then(() => 'back')
      while ((await Promise.race([back, sleep(20, 'away')])) !== 'back') said.push(await hear(at))
      expect(new Set(said)).toEqual(new Set(['a']))
      expect(said.length).toBeGreaterThan(10)
      await pods.make('web-b', b.port)
      await pods.say('web-b', true)
      await says('b')
    },
  )

  itHere('is back at the same address when its process is killed', async () => {
    const { apply, says, pods, address, network } = await begin(server)
    await apply(service())
    await pods.make('web-a', (await listenAs('a')).port)
    await pods.say('web-a', true)
    await says('a')
    const at = await address()
    process.kill(network.proxyPid() ?? 0, 'SIGKILL')
    await says('a')
    expect(await address()).toBe(at)
  })

  itHere('is quiet where nothing happens', async () => {
    const { apply, says, pods, calls } = await begin(server)
    await apply(service())
    await pods.make('web-a', (await listenAs('a')).port)
    await pods.say('web-a', true)
    await says('a')
    await sleep(300)
    const before = calls.length
    await sleep(1_000)
    expect(calls.slice(before)).toEqual([])
  })
})
