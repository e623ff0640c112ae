import { describe, expect, it } from 'vitest'
import { requestCells } from '../../../../src/evidence/cells/requests.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import { createKeeping } from '../../../../src/operator/evidence/keeping.ts'
import type { EvidenceSeen } from '../../../../src/plan/observation.ts'
import { travelled } from '../../evidence/given.ts'
import { anInstance, plan } from '../../router/instance/given.ts'
import {
  type aClock,
  aLeader,
  counting,
  createObjects,
  createWire,
  k1,
  pod,
  pullMs,
} from './given.ts'

const id = (nth: number) => nth.toString(16).padStart(16, '0')

/** A leader that has begun, and its routers, each at an address of its own. */
async function given(addresses: readonly string[] = ['a:1', 'b:1']) {
  const [wire, objects] = [createWire(), createObjects()]
  const routers = addresses.map((address, nth) => {
    const instance = anInstance(id(nth + 1))
    wire.serve(address, instance)
    return instance
  })
  const leader = aLeader(wire)
  await leader.begin(objects.shelf)
  return { wire, objects, routers, ...leader, leader }
}

const requestsIn = ({ tallies }: EvidenceSeen, round = 1) =>
  requestCells(evidenceOf(tallies, round), 'Live', 0).reduce(
    (sum, { statistic }) => sum + statistic.requests,
    0,
  )

const minute = 60_000

describe('evidence is away', () => {
  it('as long as a new leader has not read each router that is ready', async () => {
    const { hands, follow, seen, wire } = await given()
    wire.answer('b:1', () => new Promise(() => {}))
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(pullMs)
    expect(seen()).toMatchObject({ awaySinceMs: 0 })
    expect(seen().why).toContain('b:1 was not read yet, since 1970-01-01T00:00:00.000Z')
    wire.serve('b:1', anInstance(id(2)))
    await hands.turn(40_000)
    expect(seen()).not.toHaveProperty('awaySinceMs')
  })

  it('before anything was read, and where what was kept cannot be', async () => {
    const { evidence, objects } = await given()
    expect(evidence.seen('n/other')).toMatchObject({ tallies: [], awaySinceMs: 0 })
    objects.objects.set('e-evidence', { index: '{', bytes: {}, version: '1', uid: 'u' })
    await expect(evidence.begin('n/other', objects.shelf)).rejects.toMatchObject({
      code: 'EvidenceCorrupt',
    })
    expect(evidence.seen('n/other').why).toContain('no JSON')
    await evidence.beginAnew('n/other', objects.shelf)
    expect(evidence.seen('n/other').why).toBe('nobody has looked for routers yet')
  })

  it('from two intervals after a router was read last, since then, and until it is read again', async () => {
    const { hands, follow, seen, wire, routers, log } = await given()
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(3 * pullMs)
    wire.silence('a:1')
    const readAtMs = hands.now()
    await hands.turn(pullMs)
    expect(seen()).not.toHaveProperty('awaySinceMs')
    await hands.turn(pullMs)
    const { awaySinceMs = 0, why } = seen()
    expect(awaySinceMs).toBeGreaterThan(readAtMs - pullMs)
    expect(awaySinceMs).toBeLessThanOrEqual(readAtMs)
    expect(why).toContain('nobody answers')
    await hands.turn(minute)
    expect(seen()).toMatchObject({ awaySinceMs, why })
    wire.serve('a:1', routers[0] ?? anInstance())
    await hands.turn(pullMs)
    expect(seen()).not.toHaveProperty('awaySinceMs')
    expect(log.map(({ msg }) => msg)).toEqual([
      'cannot read what a router has counted',
      'a router can be read again',
    ])
  })

  it('not for a router that begins, as long as any may be unread; nor for one that is not ready, or ends', async () => {
    const { hands, follow, seen, wire } = await given()
    follow([pod('a:1')])
    await hands.turn(3 * pullMs)
    wire.silence('b:1')
    follow([pod('a:1'), pod('b:1', 'Starting'), pod('c:1', 'Ending'), pod('d:1')])
    await hands.turn(2 * pullMs - 1)
    expect(seen()).not.toHaveProperty('awaySinceMs')
    await hands.turn(2)
    expect(seen().why).toContain('d:1')
    follow([pod('a:1'), pod('b:1', 'Starting'), pod('c:1', 'Ending')])
    await hands.turn(minute)
    expect(seen()).not.toHaveProperty('awaySinceMs')
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(2 * pullMs - 1)
    expect(seen()).not.toHaveProperty('awaySinceMs')
    await hands.turn(2)
    expect(seen().why).toContain('b:1')
  })

  it('where a router says something that is no tally', async () => {
    const { hands, follow, seen, wire, log } = await given(['a:1'])
    for (const answer of [null, 'x', { format: 1 }, [], { ...Object('x') }]) {
      wire.answer('a:1', async () => answer)
      follow([pod('a:1')])
      await hands.turn(3 * pullMs)
      expect(seen().why).toContain('of another form')
    }
    expect(log).toMatchObject([{ code: 'EvidenceUnavailable', experiment: 'n/e' }])
  })
})

describe('what a router may have taken along', () => {
  it('is as much as it counts in the time that nobody had read it; and nothing, once an heir tells it', async () => {
    const { hands, follow, seen, wire, routers, evidence } = await given()
    const [a = anInstance(), b = anInstance()] = routers
    counting(a, 5)
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(3 * pullMs)
    counting(a, 2)
    wire.silence('a:1')
    follow([pod('a:1', 'Ending'), pod('b:1')])
    await hands.turn(4 * pullMs)
    expect(seen().losses.lossBoundMs).toBeGreaterThan(3 * pullMs)
    follow([pod('b:1')])
    await hands.turn(minute)
    expect(seen().losses.lossBoundMs).toBeGreaterThan(3 * pullMs)
    expect(seen().losses.lossBoundMs).toBeLessThan(6 * pullMs)
    expect(requestsIn(seen())).toBe(5)
    expect(evidence.instances('n/e')).toMatchObject({
      present: [id(2)],
      lost: [{ instance: id(1) }],
    })
    b.inherit(travelled(a.bequest(0)), 5)
    await hands.turn(pullMs)
    expect(seen().losses.lossBoundMs).toBe(0)
    expect(requestsIn(seen())).toBe(7)
    expect(evidence.instances('n/e')).toMatchObject({ lost: [] })
  })

  it('is nothing, where it was read after it had left all to an heir', async () => {
    const { hands, follow, seen, routers, evidence } = await given()
    const [a = anInstance(), b = anInstance()] = routers
    counting(a, 5)
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(3 * pullMs)
    b.inherit(travelled(a.bequest(0)), 5)
    follow([pod('a:1', 'Ending'), pod('b:1')])
    await hands.turn(pullMs)
    follow([pod('b:1')])
    expect(seen().losses.lossBoundMs).toBe(0)
    expect(evidence.instances('n/e')).toMatchObject({ lost: [] })
    expect(requestsIn(seen())).toBe(5)
  })

  it('is known of those that have gone while nobody led', async () => {
    const { hands, follow, keep, seen, wire, routers, objects } = await given()
    for (const router of routers) counting(router, 3)
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(pullMs)
    seen()
    await keep()
    await hands.turn(10 * minute)
    const next = aLeader(wire, hands)
    await next.begin(objects.shelf)
    next.follow([pod('b:1')])
    await hands.turn(pullMs)
    expect(next.seen().losses.lossBoundMs).toBeGreaterThanOrEqual(10 * minute)
    expect(next.evidence.instances('n/e')).toMatchObject({ lost: [{ instance: id(1) }] })
    expect(requestsIn(next.seen())).toBe(6)
  })

  it('is what its journal has lost, of this round', async () => {
    const { hands, evidence, seen, wire } = await given(['a:1'])
    const lostWindows = [
      { fromMs: 100, toMs: 900 },
      { fromMs: 1000, toMs: 1300 },
    ]
    const { own, frozen, ...telling } = anInstance(id(1)).pull([], 0)
    wire.answer('a:1', async () => travelled({ ...telling, tallies: [own], lostWindows }))
    const lostSince = (sinceMs: number) => {
      evidence.follow('n/e', { round: 1, sinceMs, routers: [pod('a:1')] }, undefined)
      return seen().losses.lostWindowMs
    }
    evidence.follow('n/e', { round: 1, sinceMs: 0, routers: [pod('a:1')] }, k1)
    await hands.turn(pullMs)
    expect([lostSince(0), lostSince(1000), lostSince(2000)]).toEqual([800, 300, 0])
  })
})

describe('a pull', () => {
  it('names what lies in the last check-point, and nothing that only a leader knows', async () => {
    const { hands, follow, keep, seen, wire, routers, objects } = await given(['a:1'])
    const [a = anInstance()] = routers
    counting(a, 1)
    a.take(plan({ round: 2, planRevision: 2, epoch: 2 }))
    follow([pod('a:1')], 2)
    await hands.turn(3 * pullMs)
    const last = () => wire.asked.at(-1)?.kept
    expect(last()).toEqual([])
    seen()
    objects.suffer(() => 'NotDone')
    await expect(keep(1)).rejects.toMatchObject({ code: 'ApiUnreachable' })
    await hands.turn(pullMs)
    expect(last()).toEqual([])
    objects.suffer(() => 'Done')
    const written = seen().tallies.map(({ instance, round, number }) => ({
      instance,
      round,
      number,
    }))
    await keep(2)
    await hands.turn(pullMs)
    expect(last()).toEqual(expect.arrayContaining(written))
    expect(last()).toHaveLength(written.length)
    expect(written.map(({ round }) => round).sort()).toEqual([1, 2])
    const next = aLeader(wire, hands)
    await next.begin(objects.shelf)
    next.follow([pod('a:1')], 2)
    await hands.turn(pullMs)
    expect(new Set(last())).toEqual(new Set(written))
    expect(requestsIn(next.seen(), 2)).toBe(0)
  })

  it('is one at a time of each router, and sixteen of all, spread over the interval', async () => {
    const wire = createWire()
    const leader = aLeader(wire)
    const pods = Array.from({ length: 40 }, (_, nth) => pod(`r${nth}:1`))
    const [running, begun] = [new Set<string>(), [] as number[]]
    let most = 0
    for (const { address } of pods)
      wire.answer(address, async () => {
        expect(running.has(address)).toBe(false)
        running.add(address)
        begun.push(leader.hands.now())
        most = Math.max(most, running.size)
        await leader.hands.sleep(4_000, new AbortController().signal)
        running.delete(address)
        throw new Error('later')
      })
    await leader.begin(createObjects().shelf)
    leader.follow(pods)
    for (let n = 0; n < 3; n++) leader.follow(pods)
    await leader.hands.turn(minute)
    expect(most).toBe(16)
    expect(new Set(begun.slice(0, 16)).size).toBeGreaterThan(12)
    expect(new Set(wire.asked.map(({ address }) => address)).size).toBe(40)
    leader.stop()
    await leader.hands.turn(minute)
    expect(leader.hands.sleepers()).toBe(0)
  })

  it('that hangs is given up, and the next one asked', async () => {
    const { hands, follow, wire } = await given(['a:1'])
    wire.answer('a:1', () => new Promise(() => {}))
    follow([pod('a:1')])
    await hands.turn(2 * minute)
    expect(wire.asked).toHaveLength(4)
  })

  it('comes no more of what is forgotten, or when the lead is over', async () => {
    const { hands, follow, wire, evidence, stop, keep } = await given()
    follow([pod('a:1'), pod('b:1')])
    await hands.turn(pullMs)
    const asked = wire.asked.length
    evidence.forget('n/e')
    await hands.turn(minute)
    expect(wire.asked.length).toBe(asked)
    expect(() => follow([pod('a:1')])).toThrow('not begun')
    await evidence.begin('n/e', createObjects().shelf)
    follow([pod('a:1')])
    stop()
    await hands.turn(minute)
    expect(wire.asked.length).toBe(asked)
    await expect(keep()).rejects.toMatchObject({ code: 'LeadLost' })
    expect(hands.sleepers()).toBe(0)
  })
})

describe('a check-point', () => {
  const kept = async (objects: ReturnType<typeof createObjects>) =>
    createKeeping(objects.shelf).read()

  it('of a decision is the evidence as it was seen, whatever was told since', async () => {
    const { hands, follow, keep, seen, routers, objects } = await given(['a:1'])
    const [a = anInstance()] = routers
    counting(a, 3)
    follow([pod('a:1')])
    await hands.turn(pullMs)
    const before = seen()
    counting(a, 4)
    await hands.turn(2 * pullMs)
    const digest = await keep(7)
    const point = await kept(objects)
    expect(point?.gathered.tallies).toEqual(before.tallies)
    expect(point).toMatchObject({ case: { nowMs: 7 }, memories: { round: 1 } })
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(requestsIn(seen())).toBe(7)
    await keep(8)
    expect(requestsIn({ ...before, tallies: (await kept(objects))?.gathered.tallies ?? [] })).toBe(
      7,
    )
  })

  it('is written every ten minutes where something was counted, and never where nothing was', async () => {
    const { hands, follow, routers, objects } = await given(['a:1'])
    follow([pod('a:1')])
    await hands.turn(25 * minute)
    expect(objects.writes).toEqual(['create e-evidence']) // that it is there is news
    for (let n = 0; n < 30; n++) {
      if (n % 2 === 0) counting(routers[0] ?? anInstance(), 1)
      await turned(hands, minute)
    }
    expect(objects.writes.length).toBeGreaterThanOrEqual(3)
    expect(objects.writes.length).toBeLessThanOrEqual(5)
    const before = objects.writes.length
    for (let n = 0; n < 12; n++) await turned(hands, minute)
    const last = objects.writes.length
    expect(last - before).toBeLessThanOrEqual(1)
    for (let n = 0; n < 25; n++) await turned(hands, minute)
    expect(objects.writes.length).toBe(last)
  })

  it('follows the end of a router at once, and is tried again where it fails', async () => {
    const { hands, follow, objects, routers } = await given()
    follow([pod('a:1'), pod('b:1')])
    for (let n = 0; n < 11; n++) await turned(hands, minute)
    const before = objects.writes.length
    expect(before).toBe(1)
    objects.suffer((nth) => (nth === 1 ? 'NotDone' : 'Done'))
    counting(routers[0] ?? anInstance(), 1)
    await turned(hands, pullMs)
    follow([pod('b:1')])
    await turned(hands, 15_000)
    expect(objects.writes.length).toBe(before + 1)
    await turned(hands, 40_000)
    expect(objects.writes.length).toBe(before + 2)
    expect(requestsIn({ tallies: (await kept(objects))?.gathered.tallies } as EvidenceSeen)).toBe(1)
  })

  it('remembers what looks have latched', async () => {
    const { evidence, seen, keep, objects, follow, wire } = await given(['a:1'])
    follow([pod('a:1')])
    expect(seen().memories).toEqual({ round: 1, by: {} })
    const memories = { round: 1, by: { Comparing: { rows: {}, quality: 3 } } } as never
    evidence.remember('n/e', memories)
    expect(seen().memories).toBe(memories)
    await evidence.keep('n/e', { case: null as never, memories })
    const next = aLeader(wire)
    await next.begin(objects.shelf)
    next.follow([pod('a:1')])
    expect(next.seen().memories).toEqual(memories)
    next.follow([pod('a:1')], 2)
    expect(next.seen().memories).toEqual({ round: 2, by: {} })
    expect(keep).toBeDefined()
  })
})

/** With what is packed and written meanwhile. */
async function turned(hands: ReturnType<typeof aClock>, ms: number): Promise<void> {
  await hands.turn(ms)
  await new Promise((resolve) => setTimeout(resolve, 20))
}

it('wakes whoever judges when something was counted, and once a second at most', async () => {
  const { hands, follow, woken, routers, wire } = await given(['a:1'])
  const [a = anInstance()] = routers
  follow([pod('a:1')])
  await hands.turn(minute)
  const before = woken.length
  expect(before).toBe(1)
  counting(a, 1)
  await hands.turn(pullMs)
  await hands.turn(minute)
  expect(woken).toEqual(['n/e', 'n/e'])
  wire.silence('a:1')
  await hands.turn(minute)
  expect(woken).toHaveLength(3) // away
  const many = await given(Array.from({ length: 30 }, (_, nth) => `r${nth}:1`))
  many.follow(Array.from({ length: 30 }, (_, nth) => pod(`r${nth}:1`)))
  for (let second = 0; second < 30; second++) {
    for (const router of many.routers) counting(router, 1)
    await many.hands.turn(1000)
  }
  expect(many.woken.length).toBeGreaterThan(25)
  expect(many.woken.length).toBeLessThanOrEqual(31)
})
