import { expect, it } from 'vitest'
import { moveOf } from '../../../src/reconciler/election.ts'
import { createElector } from '../../../src/reconciler/elector.ts'
import type { Lease, LeaseStore } from '../../../src/reconciler/lease.ts'
import type { Lead, Timing } from '../../../src/reconciler/tenure.ts'
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
  return {
    held: () => kept?.lease,
    /** What anybody may do to an object: the version moves, the lease does not. */
    annotate: () => {
      if (kept !== undefined) kept = { ...kept, version: `${next()}` }
    },
    remove: () => {
      kept = undefined
    },
    read: async () => kept,
    write: async (wanted: Lease, version: string | undefined) => {
      if (kept?.version !== version) return undefined
      kept = { lease: wanted, version: `${next()}` }
      return kept.version
    },
  } satisfies LeaseStore & { [more: string]: unknown }
}

/** The way of one candidate to the lease. */
function createLine(store: LeaseStore, hands: Hands) {
  const line = { isCut: false, answersGetLost: false, answersAfterMs: 0, hangs: false }
  async function sent<T>(call: () => Promise<T>): Promise<T> {
    if (line.hangs) return new Promise(() => {})
    if (line.isCut) throw new Error('cannot be reached')
    const answer = await call()
    if (line.answersGetLost) throw new Error('the answer was lost')
    if (line.answersAfterMs > 0) await hands.sleep(line.answersAfterMs, never)
    return answer
  }
  const through: LeaseStore = {
    read: (signal) => sent(() => store.read(signal)),
    write: (lease, version, signal) => sent(() => store.write(lease, version, signal)),
  }
  return { line, through }
}

const never = new AbortController().signal

function counter(): () => number {
  let n = 0
  return () => ++n
}

type Settings = { readonly obeys?: boolean; readonly timing?: Timing; readonly clock?: Hands }

/** Candidates for one lease. The work of each lasts until the lead is lost or it is told to stop. */
function createRace() {
  const hands = createHands()
  const store = createStore(counter())
  const campaigns: { readonly stop: AbortController; readonly ended: Promise<unknown> }[] = []

  function joins(identity: string, { obeys = true, clock = hands, ...more }: Settings = {}) {
    const stop = new AbortController()
    const { line, through } = createLine(store, hands)
    const [steps, reports]: [string[], unknown[]] = [[], []]
    const leads: Lead[] = []
    const elector = createElector({
      store: through,
      identity,
      timing,
      clock,
      chance: () => 0,
      report: (cause) => cause && reports.push(`${hands.now()} ${Object(cause).message}`),
      meter: { leads: (isLeader) => steps.push(`${hands.now()} leads ${isLeader}`) },
      ...more,
    })
    const ended = elector.campaign(async (lead) => {
      leads.push(lead)
      const over = AbortSignal.any([lead.lost, stop.signal])
      await hands.sleep(Number.POSITIVE_INFINITY, obeys ? over : never)
      steps.push(`${hands.now()} stopped`)
    }, stop.signal)
    campaigns.push({ stop, ended })
    return { line, stop, steps, leads, reports, ended }
  }

  async function end(): Promise<void> {
    for (const { stop } of campaigns) stop.abort()
    await hands.turn(60_000)
    await Promise.all(campaigns.map(({ ended }) => ended))
    expect(hands.sleepers()).toBe(0)
  }

  return { hands, store, joins, end }
}

it('leads, renews, and is followed at once when it stops in peace', async () => {
  const { hands, store, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(60_000)
  expect(store.held()).toMatchObject({ holder: 'a', term: 1, renewedAt: 60_000 })
  a.stop.abort()
  await hands.turn(2_000)
  expect(a.steps).toEqual(['0 leads true', '60000 stopped', '60000 leads false'])
  expect(b.steps).toEqual(['62000 leads true'])
  expect(store.held()).toMatchObject({ holder: 'b', term: 2 })
  await end()
})

it('stops by its own clock when it cannot renew, before another starts', async () => {
  const { hands, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(5_000)
  a.line.isCut = true
  await hands.turn(60_000)
  expect(a.steps).toEqual(['0 leads true', '14000 stopped', '14000 leads false'])
  expect(b.steps).toEqual(['21000 leads true'])
  expect(a.reports[0]).toBe('6000 cannot be reached')
  await end()
})

it('stops in time however the renewals fall', async () => {
  const { hands, joins, end } = createRace()
  const a = joins('a', { timing: { ...timing, retryMs: 3_000 } })
  await hands.turn(4_000)
  a.line.isCut = true
  await hands.turn(60_000)
  expect(a.steps[1]).toBe('13000 stopped') // ten seconds after the renewal at 3000
  await end()
})

it('counts from when it asked, not from when it was answered', async () => {
  const { hands, joins, end } = createRace()
  const a = joins('a')
  await hands.turn(1_000)
  a.line.answersAfterMs = 4_900 // the renewal of 2000 is answered at 6900
  await hands.turn(6_000)
  a.line.isCut = true
  await hands.turn(60_000)
  expect(a.steps[1]).toBe('12000 stopped')
  await end()
})

it('stops in time though its calls hang, and heed no signal', async () => {
  const { hands, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(5_000)
  a.line.hangs = true
  await hands.turn(25_000)
  expect(a.steps).toEqual(['0 leads true', '14000 stopped', '14000 leads false'])
  expect(b.steps).toEqual(['21000 leads true'])
  expect(a.reports[0]).toBe('11000 no answer within 5 s')
  a.line.hangs = false
  await end()
})

it('gives up a look that hangs, and takes a free lease soon after', async () => {
  const { hands, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(5_000)
  b.line.hangs = true
  await hands.turn(1_000)
  b.line.hangs = false // but for the look that is under way
  a.line.isCut = true
  await hands.turn(60_000)
  expect(b.steps).toEqual(['28000 leads true']) // it saw the lease of 4000 anew at 13000
  await end()
})

it('asks the clock itself whether it leads, also where nobody could tell it yet', async () => {
  const { hands, joins, end } = createRace()
  let suspendedMs = 0
  const { leads } = joins('a', { clock: { ...hands, wall: () => hands.wall() + suspendedMs } })
  await hands.turn(1_000)
  expect(leads[0]?.isHeld()).toBe(true)
  suspendedMs = 3_600_000
  expect(leads[0]?.isHeld()).toBe(false)
  expect(leads[0]?.lost.aborted).toBe(false)
  await end()
})

it('keeps the lead however often somebody else writes to the lease object', async () => {
  const { hands, store, joins, end } = createRace()
  const { steps } = joins('a')
  for (let n = 0; n < 100; n++) {
    await hands.turn(700)
    store.annotate()
  }
  expect(steps).toEqual(['0 leads true'])
  expect(store.held()?.renewedAt).toBeGreaterThan(66_000)
  await end()
})

it('takes no annotation for a sign of life of its holder', async () => {
  const { hands, store, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(5_000)
  a.line.isCut = true
  for (let n = 0; n < 10; n++) {
    await hands.turn(5_000)
    store.annotate()
  }
  expect(b.steps).toEqual(['21000 leads true'])
  await end()
})

it('waits out a lease whose object was deleted, since its holder may not know', async () => {
  const { hands, store, joins, end } = createRace()
  const [a, b] = [joins('a'), joins('b')]
  await hands.turn(5_000)
  a.line.isCut = true
  store.remove()
  await hands.turn(60_000)
  expect(a.steps[1]).toBe('14000 stopped')
  expect(b.steps).toEqual(['19000 leads true'])
  expect(store.held()?.term).toBe(2)
  await end()
})

it('gives up a lease that another holds in its name', async () => {
  const { hands, store, joins, end } = createRace()
  const a = joins('a')
  await hands.turn(5_000)
  const mine = store.held()
  store.remove()
  if (mine !== undefined) await store.write({ ...mine, term: 9 }, undefined)
  await hands.turn(1_000)
  expect(a.steps.slice(0, 2)).toEqual(['0 leads true', '6000 stopped'])
  await end()
})

it('keeps the lead through an answer that was lost', async () => {
  const { hands, joins, end } = createRace()
  const { steps, line } = joins('a')
  await hands.turn(3_000)
  line.answersGetLost = true
  await hands.turn(2_000)
  line.answersGetLost = false
  await hands.turn(60_000)
  expect(steps).toEqual(['0 leads true'])
  await end()
})

it('ends with an error when its work goes on after the lead was lost', async () => {
  const { hands, joins } = createRace()
  const { ended, line } = joins('a', { obeys: false })
  const failed = expect(ended).rejects.toThrow('went on after its lease')
  await hands.turn(5_000)
  line.isCut = true
  await hands.turn(60_000)
  await failed
})

it('does not run hot where its work ends at once', async () => {
  const hands = createHands()
  const stop = new AbortController()
  let leads = 0
  const elector = createElector({
    store: createStore(counter()),
    identity: 'a',
    timing,
    clock: hands,
    chance: () => 0,
    report: () => {},
    meter: { leads: () => {} },
  })
  const ended = elector.campaign(async () => void leads++, stop.signal)
  await hands.turn(60_000)
  expect(leads).toBeLessThan(40)
  stop.abort()
  await hands.turn(0)
  await ended
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
