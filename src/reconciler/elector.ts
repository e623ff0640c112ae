import type { Chance } from './backoff.ts'
import type { Clock } from './clock.ts'
import { moveOf, type Sighting, sightingOf } from './election.ts'
import type { Lease, LeaseStore } from './lease.ts'
import type { Meter } from './meter.ts'
import { createTenure, type Lead, patienceMs, type Timing, type Won } from './tenure.ts'
import { within } from './within.ts'

export type ElectorOptions = {
  readonly store: LeaseStore
  /** Never the same for two candidates, nor for two runs of one. */
  readonly identity: string
  readonly timing: Timing
  readonly clock: Clock
  readonly chance: Chance
  /** Why the lease could not be read or written; it will be tried again. Nothing, once it could. */
  readonly report: (cause: unknown) => void
  /** Another leads; told once for each. */
  readonly standsBy?: (leader: string) => void
  readonly meter: Pick<Meter, 'leads'>
}

/**
 * One leader at a time among those who share a lease.
 *
 * Guarantees
 * - A leader that cannot renew is told, by its own clocks, `durationMs - renewWithinMs` before anybody
 *   else may take the lease: offsets between clocks don't matter, and their rates may differ by as much
 *   as that leaves room for.
 * - `work` has ended before this candidate runs again. Work that outlives the lease is a bug, and thrown.
 * - Terms grow: a leader never has the term of another.
 * - Whoever lets go in peace is followed at once, who dies after `durationMs` and one look.
 * - All of it holds whatever the store does: a call that hangs, and heeds no signal, is given up.
 *
 * Caveat: no lease can stop a write that is already on its way. So every write of a leader carries a
 * precondition on the version it was decided from, and the first write of a new leader outdates it.
 */
export function createElector(options: ElectorOptions) {
  const { store, identity, timing, clock, chance, report, standsBy = () => {}, meter } = options
  let seen: Sighting | undefined

  /**
   * Runs for the lead again and again, and does the work whenever it is won, until the signal aborts. The
   * work is to end then too; until it has, the lead is kept.
   */
  async function campaign(work: (lead: Lead) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const won = await tryOrWait(signal)
      if (won === undefined) continue
      seen = { ...won }
      meter.leads(true)
      const tenure = createTenure({ store, clock, timing, report, ...won })
      await tenure.hold(work).finally(() => meter.leads(false))
      await clock.sleep(nextLookMs(), signal)
    }
  }

  async function tryOrWait(signal: AbortSignal): Promise<Won | undefined> {
    const tried = await within(patienceMs(timing), clock, tryOnce, signal).catch((cause) => {
      if (!signal.aborted) report(cause)
      return { won: undefined, waitMs: Number.POSITIVE_INFINITY }
    })
    if (tried.won === undefined) await clock.sleep(Math.min(tried.waitMs, nextLookMs()), signal)
    return tried.won
  }

  /** The lease, or how long it is worth waiting for it. */
  async function tryOnce(signal: AbortSignal): Promise<Tried> {
    const before = seen?.lease.holder
    seen = sightingOf(seen, await store.read(signal), clock.now())
    report(undefined)
    const holder = seen?.lease.holder ?? ''
    if (holder !== before && holder !== '' && holder !== identity) standsBy(holder)
    const move = moveOf(seen, identity, clock.now())
    if (move.kind === 'wait') return { won: undefined, waitMs: move.ms }
    const won = await take(move.term, move.version, signal)
    return { won, waitMs: Number.POSITIVE_INFINITY }
  }

  async function take(
    term: number,
    before: string | undefined,
    signal: AbortSignal,
  ): Promise<Won | undefined> {
    const [since, wall] = [clock.now(), clock.wall()]
    const { durationMs } = timing
    const lease: Lease = { holder: identity, durationMs, term, acquiredAt: wall, renewedAt: wall }
    const version = await store.write(lease, before, signal)
    return version === undefined ? undefined : { lease, version, since, wall }
  }

  const nextLookMs = () => timing.retryMs * (1 + 0.2 * chance())

  return { campaign }
}

type Tried = { readonly won: Won | undefined; readonly waitMs: number }
