import { beforeAll, expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../waiting.ts'
import { kinds, mayHit, roles } from './faults.ts'
import { create, maps, server, start, touch, watchPath } from './ground.ts'
import { createFaultPlan } from './plan.ts'
import type { FaultProxy } from './proxy.ts'
import { hear, hearAll } from './wire.ts'

type Asked = readonly [method: string, path: string]

const lines = 6
let asking: readonly Asked[] = []

beforeAll(async () => {
  const version = await create(server, maps, 'chance')
  await create(server, maps, 'other')
  await touch('chance', lines)
  const first = await hearAll(server, 'GET', `${maps}?limit=1`)
  asking = [
    ['GET', `${maps}/chance`],
    ['GET', `${maps}?limit=1&continue=${JSON.parse(first.text).metadata.continue}`],
    ['GET', watchPath('chance', version)],
    ['DELETE', `${maps}/none`],
  ]
})

it('the same seed gives the same faults at the same places, and another seed others', async () => {
  const [one, same, other] = [await ordeal(1), await ordeal(1), await ordeal(2)]
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
  // Else the comparison would say little of those that are missing.
  expect(kinds.filter((kind) => !one.some(([met]) => met === kind))).toEqual([])
})

it('each kind comes as often as its rate says, wherever it may come at all', () => {
  const plan = createFaultPlan(chance(3), { afterLines: 5, delayMs: 200 })
  const rate = 0.05
  plan.setRates(Object.fromEntries(kinds.map((kind) => [kind, rate])))
  const [times, common] = [20_000, { method: '', path: '', query: '', startedAt: 0 }]
  for (const role of roles) {
    const seen = { ...common, role, isWatch: role === 'watch', bytes: 0, lines: 0, hits: [] }
    const met = Array.from({ length: times }, () => plan.next(seen)?.kind)
    for (const kind of kinds) {
      const share = met.filter((each) => each === kind).length / times
      const expected = mayHit(kind, role) ? rate : 0
      const deviation = Math.sqrt((expected * (1 - expected)) / times)
      expect(Math.abs(share - expected), `${kind} of ${role}`).toBeLessThanOrEqual(4 * deviation)
    }
  }
})

it('rates that add up to more than a certainty are an error', async () => {
  const rates = { cut: 0.6, garbage: 0.5 }
  await expect(start({ rates })).rejects.toThrow('the rates for a watch add up to 1.1, above 1')
})

type Met = readonly [kind: string, status?: number, lines?: number, bytes?: number]

/** Requests of all roles, one after another, under faults by chance: what each met. */
async function ordeal(seed: number): Promise<readonly Met[]> {
  const rates = Object.fromEntries(kinds.map((kind) => [kind, 0.07]))
  const proxy = await start({ rates, random: chance(seed), most: { delayMs: 20 } })
  const order = chance(99)
  for (let i = 0; i < 150; i += 1)
    await meet(proxy, asking[below(order, asking.length)] ?? ['', ''])
  const struck = Object.values(proxy.counts).reduce((sum, count) => sum + count, 0)
  expect(struck).toBe(proxy.requests.filter(({ hits }) => hits.length > 0).length)
  return proxy.requests.map(({ hits: [kind = 'nothing'], status = 0, isWatch, lines, bytes }) =>
    isWatch ? [kind, status, lines, bytes] : [kind, status],
  )
}

/** Until the answer has ended, or there is nothing more to come. */
async function meet(proxy: FaultProxy, [method, path]: Asked): Promise<void> {
  const at = proxy.requests.length
  const enough = new AbortController()
  const heard = hear(proxy.access, method, path, { signal: enough.signal })
  let isOver = false
  const over = heard
    .then(({ ended }) => ended)
    .catch(() => {})
    .then(() => {
      isOver = true
    })
  const isEnough = () => {
    const seen = proxy.requests[at]
    return isOver || seen?.lines === lines || seen?.hits[0] === 'silence'
  }
  await waitUntil(isEnough, { what: `${method} ${path}`, limitMs: 20_000, everyMs: 2 })
  enough.abort()
  await over
}
