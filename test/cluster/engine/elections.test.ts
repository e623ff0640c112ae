import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createDoor, type Door } from '../../../src/kube/door.ts'
import { createLeaseStore } from '../../../src/kube/leases.ts'
import { resources } from '../../../src/kube/resources.ts'
import { holdElections, type Outcome, timing, type World } from '../../elections.ts'
import { configFrom } from '../door/ground.ts'
import { kubectl } from '../kubectl.ts'

/** `SEEDS=20` holds twenty of the schedules; `SEED=7` begins with the seventh. etcd writes four times as slowly. */
const usual = inject('served') === 'local' ? 200 : 50
const [seeds, first] = [Number(process.env['SEEDS'] ?? usual), Number(process.env['SEED'] ?? 1)]
const namespace = `elections-${randomUUID().slice(0, 8)}`
const never = new AbortController().signal
let door: Door

beforeAll(async () => {
  door = createDoor(() => configFrom(inject('apiServer')))
  await kubectl(['create', 'namespace', namespace])
})
afterAll(() => door.close())

/** A lease and ConfigMaps of its own on the real server; simulated time waits for its answers. */
function createWorld(name: string): World {
  const underWay = new Set<Promise<unknown>>()
  const { configMaps } = resources

  function tracked<T>(call: Promise<T>): Promise<T> {
    underWay.add(call)
    const ended = () => underWay.delete(call)
    call.then(ended, ended)
    return call
  }

  const store = createLeaseStore(door, { namespace, name })
  const at = (key: string) => ({ namespace, name: `${name}-${key}` })

  async function read(key: string): Promise<string> {
    const found = await door.get(configMaps, at(key))
    if (found !== undefined) return found.metadata.resourceVersion
    const made = { apiVersion: 'v1', kind: 'ConfigMap', metadata: at(key) }
    return (await door.create(made)).metadata.resourceVersion
  }

  async function write(key: string, term: number, version?: string): Promise<string | undefined> {
    const patch = { data: { term: `${term}` } }
    const resourceVersion = version ?? (await read(key))
    const written = door.patch(configMaps, at(key), patch, { resourceVersion })
    const { metadata } = await written.catch((cause) => {
      if (cause.code === 'StaleWrite') return { metadata: { resourceVersion: undefined } }
      throw cause
    })
    return metadata.resourceVersion
  }

  return {
    lease: {
      read: () => tracked(store.read(never)),
      write: (lease, version) => tracked(store.write(lease, version, never)),
    },
    read: (key) => tracked(read(key)),
    write: (key, term, version) => tracked(write(key, term, version)),
    settled: async () => {
      await nextTurn()
      while (underWay.size > 0) {
        await Promise.allSettled(underWay)
        await nextTurn()
      }
    },
  }
}

it(`lets no write of a deposed leader take effect, in ${seeds} schedules of bad weather`, {
  timeout: 600_000,
}, async () => {
  const began = performance.now()
  const outcomes: Outcome[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const outcome = await holdElections(seed, createWorld(`schedule-${seed}`))
    expect(outcome.lateEffective, `late writes that took effect, seed ${seed}`).toBe(0)
    expect(outcome.leadersAtOnce, `leaders at once, seed ${seed}`).toBe(1)
    expect(outcome.longestGapMs, `time without a leader, seed ${seed}`).toBeLessThan(
      2 * timing.durationMs,
    )
    outcomes.push(outcome)
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.map(of).reduce((a, b) => a + b, 0)
  const late = sum(({ lateTried }) => lateTried)
  const said = {
    schedules: outcomes.length,
    terms: sum(({ terms }) => terms.size),
    writes: sum(({ accepted }) => accepted.length),
    late,
    lateBeforeClaim: sum(({ lateBeforeClaim }) => lateBeforeClaim),
    longestGapMs: Math.max(...outcomes.map(({ longestGapMs }) => Math.round(longestGapMs))),
    tookMs: Math.round(performance.now() - began),
  }
  process.stdout.write(`${JSON.stringify(said)}\n`)
  expect(late).toBeGreaterThan(seeds / 4) // else there was nothing to prove
})

it('would let them, without preconditions (negative control)', async () => {
  let effective = 0
  for (let seed = 1; seed <= 50 && effective === 0; seed++) {
    const world = createWorld(`unfenced-${seed}`)
    effective += (await holdElections(seed, world, { fenced: false })).lateEffective
  }
  expect(effective).toBeGreaterThan(0)
})
