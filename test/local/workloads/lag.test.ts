import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import { chance } from '../../chance.ts'
import { runWorkloads, web } from './ground.ts'
import { playKubelet } from './kubelet-played.ts'
import { lagging, losing, stale } from './lagging.ts'
import { onEachServer, type Server } from './server.ts'
import { witness } from './witness.ts'

const lagMs = 600

/** Rolls out, up and down while watches lag, and says how far from the bounds it came. */
async function worst(server: Server, seenThrough: (door: Door) => Door, patienceS = 15) {
  const namespace = await server.newNamespace()
  playKubelet(server, namespace)
  const run = (args: string, input?: object) => server.kubectl(namespace, args, input)
  const seen = await witness(server, namespace)
  const statuses: string[] = []
  const door = server.door()
  const applyStatus: Door['applyStatus'] = (...given) => {
    statuses.push(JSON.stringify(given[2]))
    return door.applyStatus(...given)
  }
  const { stop } = runWorkloads(seenThrough({ ...door, applyStatus }))

  const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 }
  await run('apply -f -', web({ replicas: 4, strategy: { rollingUpdate } }))
  await run(`rollout status deployment/web --timeout=${patienceS}s`)
  await sleep(lagMs) // for what comes late
  const rolledOut = seen.length
  for (const image of ['v2', 'v3']) await run(`set image deployment/web server=${image}`)
  await run(`rollout status deployment/web --timeout=${patienceS}s`)
  const scaledUp = seen.length
  await run('scale deployment/web --replicas=6')
  await run(`rollout status deployment/web --timeout=${patienceS}s`)
  await run('scale deployment/web --replicas=3')
  await sleep(3 * lagMs) // for what comes late
  await stop()
  const rolling = seen.slice(rolledOut, scaledUp)
  return {
    saidTwice: statuses.filter((status, nth) => status === statuses[nth - 1]).length,
    most: Math.max(...rolling.map(({ running }) => running)),
    fewest: Math.min(...rolling.map(({ ready }) => ready)),
    mostAtFirst: Math.max(...seen.slice(0, rolledOut).map(({ running }) => running)),
    mostAtAll: Math.max(...seen.map(({ running }) => running)),
    fewestAtLast: Math.min(...seen.slice(scaledUp).map(({ running }) => running)),
    left: seen.at(-1)?.running,
  }
}

/** Whether any of five schedules ever has more Pods than the bounds let. */
async function tooMany(server: Server, seenThrough: (door: Door, seed: number) => Door) {
  for (let seed = 5; seed < 10; seed++) {
    const found = await worst(server, (door) => seenThrough(door, seed), 3)
    if (found.mostAtFirst > 4 || found.mostAtAll > 7) return true
  }
  return false
}

onEachServer((server) => {
  it('makes and removes nothing twice, however late its watches tell', async () => {
    expect(await worst(server, (door) => lagging(door, lagMs, chance(7)))).toEqual({
      ...{ most: 5, fewest: 4, mostAtFirst: 4, mostAtAll: 6, fewestAtLast: 3, left: 3 },
      saidTwice: 0,
    })
  })

  it('would make too many, did it not look before it acts (negative control)', async () => {
    const blind = (door: Door, seed: number) => stale(lagging(door, lagMs, chance(seed)), lagMs)
    expect(await tooMany(server, blind)).toBe(true)
  })

  it('makes nothing twice though answers are lost, and what was asked for comes late', async () => {
    const found = await worst(server, (door) => losing(door, 400, chance(5)))
    expect(found).toMatchObject({ fewest: 4, mostAtFirst: 4, fewestAtLast: 3, left: 3 })
    // One that was on its way when another template or number came is one too many until it is seen.
    expect(found.most).toBeLessThanOrEqual(6)
    expect(found.mostAtAll).toBeLessThanOrEqual(7)
  })

  it('would make too many, were their names not always the same (negative control)', async () => {
    let nth = 0
    const renamed = (name: string) => `${name}-${nth++}`
    const forgetful = (door: Door, seed: number) => losing(door, 400, chance(seed), renamed)
    expect(await tooMany(server, forgetful)).toBe(true)
  })
})
