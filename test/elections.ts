import { orAborted } from '../src/reconciler/aborted.ts'
import { createElector } from '../src/reconciler/elector.ts'
import type { LeaseStore } from '../src/reconciler/lease.ts'
import { type Lead, patienceMs, type Timing } from '../src/reconciler/tenure.ts'
import { below, chance } from './chance.ts'
import { createHands, type Hands, skewed } from './hands.ts'

/** What the candidates share. Versions are numbers as text that grow across all of it, as etcd's do. */
export type World = {
  readonly lease: LeaseStore
  readonly read: (key: string) => Promise<string>
  /** The new version, or `undefined` where `version` is no longer the newest. Without one: whatever. */
  readonly write: (key: string, term: number, version?: string) => Promise<string | undefined>
  /** Resolves when nothing is under way. */
  readonly settled?: () => Promise<unknown>
}

export type Outcome = {
  /** Every write that the server took, of whom, in the order of taking. */
  readonly accepted: readonly Write[]
  /** The version at which each term began. */
  readonly terms: ReadonlyMap<number, bigint>
  /** Writes that a leader sent although another had been elected: what all this is about. */
  readonly lateTried: number
  /** Of those, the ones taken after the new leader had touched the object. */
  readonly lateEffective: number
  /** And the ones taken before: the new leader's first write was decided on what they left. */
  readonly lateBeforeClaim: number
  /** The most that thought to lead at any one time. */
  readonly leadersAtOnce: number
  /**
   * The longest time without a working leader while somebody was well enough to become one; counted anew
   * when the lease is taken, for whoever took it may fail too.
   */
  readonly longestGapMs: number
  readonly faults: { readonly [kind: string]: number }
}

type Write = { readonly key: string; readonly term: number; readonly version: bigint }

export const timing: Timing = { durationMs: 15_000, renewWithinMs: 10_000, retryMs: 2_000 }
const keys = ['a', 'b', 'c']

/**
 * Three candidates, each with a clock of its own, go through `forMs` of bad weather: stopped processes,
 * also between the check and the write, partitions, lost answers, requests that arrive late, clocks that
 * are set. Time is simulated; the world may be a real API server.
 */
export async function holdElections(
  seed: number,
  world: World,
  { forMs = 90_000, fenced = true } = {},
): Promise<Outcome> {
  const random = chance(seed)
  const hands = createHands(world.settled)
  const end = new AbortController()
  const accepted: Write[] = []
  const terms = new Map<number, bigint>()
  const faults: { [kind: string]: number } = {}
  const candidates: Candidate[] = []
  const campaigns: Promise<void>[] = []
  let [lateTried, leadersAtOnce, longestGapMs, ledAt, movedAt] = [0, 0, 0, 0, 0]

  const newestTerm = () => Math.max(0, ...terms.keys())

  function join(): Candidate {
    const candidate = createCandidate(hands, random)
    candidates.push(candidate)
    const lease: LeaseStore = {
      read: (signal) => candidate.call(() => world.lease.read(signal), signal),
      write: (wanted, version, signal) =>
        candidate.call(async () => {
          const written = await world.lease.write(wanted, version, new AbortController().signal)
          if (written === undefined) return undefined
          movedAt = hands.now()
          if (!terms.has(wanted.term)) terms.set(wanted.term, BigInt(written))
          return written
        }, signal),
    }
    const elector = createElector({
      store: lease,
      identity: `candidate-${seed}-${candidates.length}`,
      timing,
      clock: candidate.clock,
      chance: random,
      report: () => {},
      meter: { leads: () => {} },
    })
    const ends = AbortSignal.any([end.signal, candidate.leaves.signal])
    campaigns.push(elector.campaign((lead) => work(candidate, lead, ends), ends))
    return candidate
  }

  /** Reads each object, checks that it leads, and writes its term: the check never is the last word. */
  async function work(candidate: Candidate, lead: Lead, ends: AbortSignal): Promise<void> {
    candidate.lead = lead
    const over = AbortSignal.any([lead.lost, ends])
    while (!over.aborted) {
      for (const key of keys) await step(candidate, lead, key, over).catch(() => {})
      await candidate.clock.sleep(1000, over)
    }
    candidate.lead = undefined
  }

  async function step(candidate: Candidate, lead: Lead, key: string, over: AbortSignal) {
    if (over.aborted) return
    const version = await candidate.call(() => world.read(key), over)
    if (!lead.isHeld()) return
    await candidate.betweenCheckAndWrite()
    await candidate.call(async () => {
      if (lead.term < newestTerm()) lateTried++
      const written = await world.write(key, lead.term, fenced ? version : undefined)
      if (written !== undefined) accepted.push({ key, term: lead.term, version: BigInt(written) })
    }, over)
  }

  /** Somebody suffers something every few seconds; most often whoever leads. */
  async function badWeather(): Promise<void> {
    while (!end.signal.aborted) {
      await hands.sleep(2_000 + below(random, 8_000), end.signal)
      const victim = chosen(candidates, random)
      const kind = oneOf(Object.keys(victim.suffer) as (keyof typeof victim.suffer)[], random)
      faults[kind] = (faults[kind] ?? 0) + 1
      victim.suffer[kind](1_000 + below(random, 39_000))
      if (victim.leaves.signal.aborted) join()
    }
  }

  async function observe(): Promise<void> {
    while (!end.signal.aborted) {
      await hands.sleep(50, end.signal)
      const leading = candidates.filter(({ lead }) => lead?.isHeld())
      leadersAtOnce = Math.max(leadersAtOnce, leading.length)
      if (leading.some((candidate) => candidate.wellSince() !== undefined)) ledAt = hands.now()
      const well = candidates.map((candidate) => candidate.wellSince() ?? Number.POSITIVE_INFINITY)
      const since = Math.max(ledAt, movedAt, Math.min(...well))
      longestGapMs = Math.max(longestGapMs, hands.now() - since)
    }
  }

  for (let n = 0; n < 3; n++) join()
  const weather = [badWeather(), observe()]
  await hands.turn(forMs)
  end.abort()
  for (const candidate of candidates) candidate.recover()
  await hands.turn(3 * timing.durationMs)
  await Promise.all([...weather, ...campaigns])

  const late = accepted.filter(({ term, version }) => termAt(terms, version) > term)
  const wasClaimed = ({ key, term, version }: Write) =>
    accepted.some((w) => w.key === key && w.term > term && w.version < version)
  const effective = late.filter(wasClaimed)
  return {
    accepted,
    terms,
    lateTried,
    lateEffective: effective.length,
    lateBeforeClaim: late.length - effective.length,
    leadersAtOnce,
    longestGapMs,
    faults,
  }
}

function chosen(candidates: readonly Candidate[], random: () => number): Candidate {
  const present = candidates.filter(({ leaves }) => !leaves.signal.aborted)
  const leading = present.filter(({ lead }) => lead?.isHeld())
  return oneOf(leading.length > 0 && random() < 0.6 ? leading : present, random)
}

function oneOf<T>(choices: readonly T[], random: () => number): T {
  const choice = choices[below(random, choices.length)]
  if (choice === undefined) throw new Error('there is nothing to choose from')
  return choice
}

function termAt(terms: ReadonlyMap<number, bigint>, version: bigint): number {
  return Math.max(0, ...[...terms].filter(([, began]) => began < version).map(([term]) => term))
}

type Candidate = ReturnType<typeof createCandidate>

/** A process among others: it may be stopped, cut off, or told the wrong time. */
function createCandidate(hands: Hands, random: () => number) {
  const ofOwn = { offsetMs: below(random, 7_200_000) - 3_600_000, rate: 0.95 + 0.1 * random() }
  const own = skewed(hands, ofOwn)
  const leaves = new AbortController()
  const recovered = new AbortController()
  const never = new AbortController().signal
  let lead: Lead | undefined
  let wallJumpMs = 0
  let [frozenUntil, cutOffUntil, deafUntil, waitsUntil, slowUntil] = [0, 0, 0, 0, 0]
  let [heldMs, stopsAtWriteMs] = [0, 0]
  let well: number | undefined = hands.now()

  async function thawed(): Promise<void> {
    while (hands.now() < frozenUntil && !recovered.signal.aborted)
      await hands.sleep(frozenUntil - hands.now(), recovered.signal)
  }

  /** What is sent arrives, however late, and though the sender gave up; the answer may not. */
  async function call<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await thawed()
    if (hands.now() < cutOffUntil) {
      await hands.sleep(random() < 0.5 ? 0 : cutOffUntil - hands.now(), signal)
      throw new Error('cannot be reached')
    }
    const wait = heldMs
    heldMs = 0
    if (wait > 0) waitsUntil = hands.now() + patienceMs(timing)
    const sent = hands.sleep(wait, never).then(send)
    sent.catch(() => {})
    const answer = await orAborted(sent.then(late), signal)
    await thawed()
    if (hands.now() < deafUntil) throw new Error('the answer was lost')
    return answer
  }

  /** What was done long ago is heard only now. */
  async function late<T>(answer: T): Promise<T> {
    if (hands.now() < slowUntil) await hands.sleep(below(random, 6_000), never)
    return answer
  }

  async function betweenCheckAndWrite(): Promise<void> {
    if (stopsAtWriteMs === 0) return
    frozenUntil = hands.now() + stopsAtWriteMs
    stopsAtWriteMs = 0
    await thawed()
  }

  return {
    leaves,
    call,
    betweenCheckAndWrite,
    clock: {
      now: own.now,
      wall: () => own.wall() + wallJumpMs,
      sleep: async (ms: number, signal: AbortSignal) => {
        await own.sleep(ms, signal)
        await thawed()
      },
    },
    get lead() {
      return lead
    },
    set lead(wanted: Lead | undefined) {
      lead = wanted
    },
    suffer: {
      freeze: (ms: number) => {
        frozenUntil = hands.now() + ms
      },
      freezeBetweenCheckAndWrite: (ms: number) => {
        stopsAtWriteMs = ms
      },
      partition: (ms: number) => {
        cutOffUntil = hands.now() + ms
      },
      lostAnswers: (ms: number) => {
        deafUntil = hands.now() + ms / 8
      },
      lateAnswers: (ms: number) => {
        slowUntil = hands.now() + ms
      },
      lateRequest: (ms: number) => {
        heldMs = ms
      },
      wallClockSet: (ms: number) => {
        wallJumpMs += random() < 0.5 ? ms * 100 : -ms * 100
      },
      stopInPeace: () => leaves.abort(),
      die: () => {
        frozenUntil = Number.MAX_SAFE_INTEGER
        leaves.abort()
      },
    },
    /** Since when nothing ails it; asked often. */
    wellSince: (): number | undefined => {
      const ails =
        Math.max(frozenUntil, cutOffUntil, deafUntil, waitsUntil, slowUntil) > hands.now()
      well = ails || leaves.signal.aborted ? undefined : (well ?? hands.now())
      return well
    },
    recover: () => {
      cutOffUntil = 0
      deafUntil = 0
      slowUntil = 0
      recovered.abort()
    },
  }
}
