import { expect, it } from 'vitest'
import { moveOf } from '../../../src/reconciler/election.ts'
import { createElector } from '../../../src/reconciler/elector.ts'
import type { Lease, LeaseStore } from '../../../src/reconciler/lease.ts'
import type { Lead } from '../../../src/reconciler/tenure.ts'
import { holdElections, timing, type World } from '../../elections.ts'
import { createHands, type Hands } from '../../hands.ts'

const lease: Lease = { holder: 'a', durationMs: 15_000, term: 7, acquiredAt: 0, renewedAt: 0 }
const seen = { lease, version: '5', since: 1000 }

it.each([
  ['there is none', undefined, 0, { kind: 'take', term: 1, version: undefined }],
  ['another holds it', seen, 15_999, { kind: 'wait', ms: 1 }],
  ['it has not moved for its duration', seen, 16_000, { kind: 'take', term: 8, version: '5' }],
  [
    'its holder let go',
    { ...seen, lease: { ...lease, holder: '' } },
    1000,
    { kind: 'take', term: 8, version: '5' },
  ],
  [
    'it is our own',
    { ...seen, lease: { ...lease, holder: 'me' } },
    1000,
    { kind: 'take', term: 8, version: '5' },
  ],
  [
    'its holder is given longer than we would be',
    { ...seen, lease: { ...lease, durationMs: 60_000 } },
    16_000,
    { kind: 'wait', ms: 45_000 },
  ],
])('a candidate does what it should when %s', (_, sighting, now, move) => {
  expect(moveOf(sighting, 'me', now)).toEqual(move)
})

/** A lease in memory that a test may break; versions grow with every write. */
function createStore(next: () => number) {
  let kept: { readonly lease: Lease; readonly version: string } | undefined
  const store = {
    isReachable: true,
    answersGetLost: false,
    held: () => kept?.lease,
    /** What anybody may do to an object: the version moves, the lease does not. */
    annotate: () => {
      if (kept !== undefined) kept = { ...kept, version: `${next()}` }
    },
    read: async () => {
      if (!store.isReachable) throw new Error('cannot be reached')
      return kept
    },
    write: async (wanted: Lease, version: string | undefined) => {
      if (!store.isReachable) throw new Error('cannot be reached')
      if (kept?.version !== version) return undefined
      kept = { lease: wanted, version: `${next()}` }
      if (store.answersGetLost) throw new Error('the answer was lost')
      return kept.version
    },
  } satisfies LeaseStore & { [more: string]: unknown }
  return store
}

function counter(): () => number {
  let n = 0
  return () => ++n
}

/** A candidate whose work lasts until the lead is lost or it is told to stop. */
function started(identity: string, store: LeaseStore, hands: Hands, obeys = true) {
  const stop = new AbortController()
  const steps: string[] = []
  const leads: Lead[] = []
  const elector = createElector({
    store,
    identity,
    timing,
    clock: hands,
    chance: () => 0,
    report: () => {},
    meter: { leads: (isLeader) => steps.push(`${hands.now()} leads ${isLeader}`) },
  })
  const ended = elector.campaign(async (lead) => {
    leads.push(lead)
    const over = AbortSignal.any([lead.lost, stop.signal])
    await hands.sleep(Number.POSITIVE_INFINITY, obeys ? over : new AbortController().signal)
    steps.push(`${hands.now()} stopped`)
  }, stop.signal)
  return { stop, steps, leads, ended }
}

it('leads, renews, and is followed at once when it stops in peace', async () => {
  const hands = createHands()
  const store = createStore(counter())
  const [a, b] = [started('a', store, hands), started('b', store, hands)]
  await hands.turn(60_000)
  expect(store.held()).toMatchObject({ holder: 'a', term: 1, renewedAt: 60_000 })
  a.stop.abort()
  await hands.turn(2_000)
  expect(a.steps).toEqual(['0 leads true', '60000 stopped', '60000 leads false'])
  expect(b.steps).toEqual(['62000 leads true'])
  expect(store.held()).toMatchObject({ holder: 'b', term: 2 })
  b.stop.abort()
  await hands.turn(0)
  await Promise.all([a.ended, b.ended])
  expect(hands.sleepers()).toBe(0)
})

it('stops by its own clock when it cannot renew, before another starts', async () => {
  const hands = createHands()
  const store = createStore(counter())
  const line = { isCut: false }
  const ofA: LeaseStore = {
    read: store.read,
    write: async (wanted, version) => {
      if (line.isCut) throw new Error('cannot be reached')
      return store.write(wanted, version)
    },
  }
  const a = started('a', ofA, hands)
  const b = started('b', store, hands)
  await hands.turn(5_000)
  line.isCut = true
  await hands.turn(60_000)
  expect(a.steps).toEqual(['0 leads true', '14000 stopped', '14000 leads false'])
  expect(b.steps).toEqual(['21000 leads true'])
  a.stop.abort()
  b.stop.abort()
  await hands.turn(60_000)
  await Promise.all([a.ended, b.ended])
})

it('asks the clock itself whether it leads, also where nobody could tell it yet', async () => {
  const hands = createHands()
  const store = createStore(counter())
  let suspendedMs = 0
  const clock = { ...hands, now: hands.now, wall: () => hands.wall() + suspendedMs }
  const { leads, stop, ended } = started('a', store, clock)
  await hands.turn(1_000)
  expect(leads[0]?.isHeld()).toBe(true)
  suspendedMs = 3_600_000
  expect(leads[0]?.isHeld()).toBe(false)
  expect(leads[0]?.lost.aborted).toBe(false)
  stop.abort()
  await hands.turn(60_000)
  await ended
})

it('keeps the lead when somebody else writes to the lease object', async () => {
  const hands = createHands()
  const store = createStore(counter())
  const { steps, stop, ended } = started('a', store, hands)
  await hands.turn(3_000)
  store.annotate()
  await hands.turn(60_000)
  expect(steps).toEqual(['0 leads true'])
  stop.abort()
  await hands.turn(60_000)
  await ended
})

it('keeps the lead through an answer that was lost', async () => {
  const hands = createHands()
  const store = createStore(counter())
  const { steps, stop, ended } = started('a', store, hands)
  await hands.turn(3_000)
  store.answersGetLost = true
  await hands.turn(2_000)
  store.answersGetLost = false
  await hands.turn(60_000)
  expect(steps).toEqual(['0 leads true'])
  stop.abort()
  await hands.turn(60_000)
  await ended
})

it('ends with an error when its work goes on after the lead was lost', async () => {
  const hands = createHands()
  const store = createStore(counter())
  const { ended } = started('a', store, hands, false)
  const failed = expect(ended).rejects.toThrow('went on after its lease')
  await hands.turn(5_000)
  store.isReachable = false
  await hands.turn(60_000)
  await failed
})

/** A world in memory; every write makes the one version that all of it shares grow by one. */
function createWorld(): World {
  const next = counter()
  const objects = new Map<string, string>()
  return {
    lease: createStore(next),
    read: async (key) => objects.get(key) ?? '',
    write: async (key, _, at) => {
      if (at !== undefined && at !== (objects.get(key) ?? '')) return undefined
      objects.set(key, `${next()}`)
      return objects.get(key)
    },
  }
}

it('keeps its promises through 200 schedules of bad weather', async () => {
  const total = { lateTried: 0, terms: 0 }
  for (let seed = 1; seed <= 200; seed++) {
    const outcome = await holdElections(seed, createWorld())
    expect(outcome.lateEffective, `effective late writes, seed ${seed}`).toBe(0)
    expect(outcome.leadersAtOnce, `leaders at once, seed ${seed}`).toBe(1)
    expect(outcome.longestGapMs, `gap, seed ${seed}`).toBeLessThan(2 * timing.durationMs)
    total.lateTried += outcome.lateTried
    total.terms += outcome.terms.size
  }
  // Else there was nothing to prove.
  expect(total.lateTried).toBeGreaterThan(100)
  expect(total.terms).toBeGreaterThan(600)
})

it('would break them without preconditions (negative control)', async () => {
  let effective = 0
  for (let seed = 1; seed <= 50; seed++) {
    effective += (await holdElections(seed, createWorld(), { fenced: false })).lateEffective
  }
  expect(effective).toBeGreaterThan(10)
})
