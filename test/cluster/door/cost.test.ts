import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { CoreV1Api, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { resources } from '../../../src/kube/resources.ts'
import { again, configMap, loadAdmin, newNamespace, openDoor } from './ground.ts'

const { configMaps } = resources
const atMost = 0.35
const rounds = 5
const callsPerRound = 120

let namespace: string
beforeAll(async () => {
  namespace = await newNamespace()
})

/** Connections that are made from now to the end of the test, by whatever speaks undici here. */
function countConnections(): () => number {
  let count = 0
  const connected = () => {
    count++
  }
  subscribe('undici:client:connected', connected)
  onTestFinished(() => void unsubscribe('undici:client:connected', connected))
  return () => count
}

/** CPU of this process per call, in ms. */
async function cpuPerCall(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let n = 0; n < callsPerRound; n++) await call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / callsPerRound
}

/** Both take turns, so that whatever else this machine does befalls both; the middle round counts. */
async function compare(calls: { stock: () => Promise<unknown>; door: () => Promise<unknown> }) {
  const [stock, door]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    const one = await cpuPerCall(calls.stock)
    const other = await cpuPerCall(calls.door)
    if (round === 0) continue // to warm up
    stock.push(one)
    door.push(other)
  }
  const [ofStock, ofDoor] = [median(stock), median(door)]
  return { stock: ofStock, door: ofDoor, ratio: ofDoor / ofStock }
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

it(`costs at most ${atMost} of the CPU of the client as it comes, per GET and per apply`, async () => {
  const config = loadAdmin()
  const [core, objects] = [
    config.makeApiClient(CoreV1Api),
    KubernetesObjectApi.makeApiClient(config),
  ]
  const door = openDoor()
  const ref = { namespace, name: 'measured' }
  const wanted = configMap(namespace, ref.name, { turn: '0' })
  const known = again(wanted, await door.create(wanted))
  let turn = 0
  const next = () => ({ ...known, data: { turn: `${turn++}` } })
  const { ServerSideApply } = PatchStrategy
  const costs = {
    GET: await compare({
      stock: () => core.readNamespacedConfigMap(ref),
      door: () => door.get(configMaps, ref),
    }),
    apply: await compare({
      stock: () => objects.patch(next(), undefined, undefined, 'contender', true, ServerSideApply),
      door: () => door.apply(next()),
    }),
  }
  const rows = Object.entries(costs).map(
    ([what, { stock, door, ratio }]) =>
      `${what.padEnd(6)} client ${stock.toFixed(3)} ms  door ${door.toFixed(3)} ms  ratio ${ratio.toFixed(2)}`,
  )
  process.stdout.write(`CPU per call\n${rows.join('\n')}\n`)
  expect(costs.GET.ratio).toBeLessThanOrEqual(atMost)
  expect(costs.apply.ratio).toBeLessThanOrEqual(atMost)
}, 480_000)

it('opens at most four connections for a thousand calls, one after the other or all at once', async () => {
  const door = openDoor()
  await door.create(configMap(namespace, 'counted', {}))
  const connections = countConnections()
  const get = () => door.get(configMaps, { namespace, name: 'counted' })
  for (let n = 0; n < 1000; n++) await get()
  const inTurn = connections()
  await Promise.all(Array.from({ length: 1000 }, get))
  process.stdout.write(`connections after 1,000 calls in turn: ${inTurn + 1}, `)
  process.stdout.write(`and 1,000 at once: ${connections() + 1}\n`)
  expect(connections() + 1).toBeLessThanOrEqual(4) // one was there from the creation
})

it('does so where the client as it comes opens one for each (negative control)', async () => {
  const core = loadAdmin().makeApiClient(CoreV1Api)
  const connections = countConnections()
  for (let n = 0; n < 20; n++) await core.listNamespacedConfigMap({ namespace })
  expect(connections()).toBeGreaterThanOrEqual(20)
})
