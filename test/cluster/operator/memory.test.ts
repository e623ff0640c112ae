import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { createDoor, type Door } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import {
  experimentOf,
  type SeenExperiment,
} from '../../../src/operator/observing/seen-experiment.ts'
import { createCache } from '../../../src/reconciler/cache.ts'
import { createClient } from '../client.ts'
import { configFrom } from '../door/ground.ts'
import { experimentsPath } from '../kubectl.ts'
import { startOwnServer } from '../own-server.ts'
import { afterOwn, beforeOwn, itOwn, ownCluster } from './own-cluster.ts'

const parts = 10
const perPart = 1000
const server = ownCluster(startOwnServer)
let door: Door

/** 10,000 experiments in ten parts, which a label tells apart. */
beforeOwn(async () => {
  door = createDoor(() => configFrom(server()))
  const smallest = parse(readFileSync('deploy/examples/smallest.yaml', 'utf8'))
  const client = createClient(server())
  const create = async (n: number) => {
    const metadata = { name: `e-${n}`, labels: { part: `${n % parts}` } }
    const body = JSON.stringify({ ...smallest, metadata })
    expect((await client.request('POST', experimentsPath, { body })).status).toBe(201)
  }
  await Promise.all(Array.from({ length: parts * perPart }, (_, n) => create(n)))
  client.close()
}, 180_000)
afterOwn(() => door.close())

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

function heap(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** What a cache of so many parts takes for each of its objects. */
async function bytesPerObject(count: number): Promise<number> {
  const part = Array.from({ length: count }, (_, n) => n).join(',')
  const before = heap()
  const cache = createCache<SeenExperiment>({})
  const labelSelector = `part in (${part})`
  const listing = { project: experimentOf, labelSelector }
  cache.replace((await door.list(resources.modelExperiments, listing)).entries)
  const bytes = (heap() - before) / (count * perPart)
  expect(cache.size()).toBe(count * perPart) // and it is still alive
  return Math.round(bytes)
}

itOwn(
  'keeps little of each of 10,000 objects, and the same of each however many there are',
  async () => {
    await bytesPerObject(1) // what is loaded and compiled once is no object's
    const [few, more, all] = [
      await bytesPerObject(2),
      await bytesPerObject(5),
      await bytesPerObject(10),
    ]
    const { body } = await createClient(server()).request('GET', `${experimentsPath}/e-1`)
    const whole = JSON.stringify(body).length
    process.stdout.write(
      `bytes per object in the cache: ${few} of 2,000, ${more} of 5,000, ${all} of 10,000; as JSON it has ${whole}\n`,
    )
    expect(all / few).toBeLessThan(1.3) // maps grow by doubling: somewhat less is no wonder
    expect(all).toBeLessThan(whole)
  },
)
