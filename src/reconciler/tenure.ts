import type { Clock } from './clock.ts'
import type { Lease, LeaseStore } from './lease.ts'
import { within } from './within.ts'

export type Timing = {
  /** How long a lease stands still before another may take it. */
  readonly durationMs: number
  /** A leader that has not renewed for so long stops. The rest of the duration is for its work to end. */
  readonly renewWithinMs: number
  /** Between renewals, and between a candidate's looks. */
  readonly retryMs: number
}

/** How long one call may take: a connection gone silent must leave time for another. */
export const patienceMs = ({ durationMs, renewWithinMs }: Timing) => durationMs - renewWithinMs

/** What was won, and when it was asked for: from then on the time runs. */
export type Won = {
  readonly lease: Lease
  readonly version: string
  readonly since: number
  readonly wall: number
}

/** The lead, as long as it lasts. */
export type Lead = {
  /** Higher than that of every leader before. */
  readonly term: number
  /** Aborts when the lead is lost. */
  readonly lost: AbortSignal
  /** Asks the clocks at once, where the signal may be late: after a pause of the whole process, say. */
  readonly isHeld: () => boolean
}

type TenureOptions = Won & {
  readonly store: LeaseStore
  readonly clock: Clock
  readonly timing: Timing
  readonly report: (cause: unknown) => void
}

/** The time for which one candidate holds the lease: renewing, stopping in time, letting go. */
export function createTenure({ store, clock, timing, report, lease, ...won }: TenureOptions) {
  let { version, since, wall } = won
  const lost = new AbortController()

  /** Of the two clocks the sadder one counts: one stands still in a suspended machine, one may be set. */
  const heldForMs = () => Math.max(clock.now() - since, clock.wall() - wall)
  const leftMs = () => timing.renewWithinMs - heldForMs()
  const isHeld = () => !lost.signal.aborted && leftMs() > 0

  async function hold(work: (lead: Lead) => Promise<void>): Promise<void> {
    const over = new AbortController()
    const working = work({ term: lease.term, lost: lost.signal, isHeld })
    const ended = () => over.abort()
    working.then(ended, ended)
    await keep(over.signal)
    if (over.signal.aborted) await letGo()
    else lost.abort()
    await untilEnded(over.signal)
    await working
  }

  /** Renews until the work is over, or the lease is lost. */
  async function keep(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await clock.sleep(Math.min(timing.retryMs, leftMs()), over)
      if (over.aborted || !isHeld() || !(await renewed())) return
    }
  }

  /** Says whether the lease is still ours, as far as is known. */
  async function renewed(): Promise<boolean> {
    try {
      const limitMs = Math.min(leftMs(), patienceMs(timing))
      const isOurs = await within(limitMs, clock, renew)
      report(undefined)
      return isOurs
    } catch (cause) {
      report(cause)
      return isHeld()
    }
  }

  /** Another may have written in between, to the object or to the lease; once more, if to the object. */
  async function renew(signal: AbortSignal): Promise<boolean> {
    if (await write(lease, signal)) return true
    const found = await store.read(signal)
    if (found?.lease.holder !== lease.holder || found.lease.term !== lease.term) return false
    version = found.version
    await write(lease, signal)
    return true
  }

  async function write(wanted: Lease, signal: AbortSignal): Promise<boolean> {
    const [at, wallAt] = [clock.now(), clock.wall()]
    const written = await store.write({ ...wanted, renewedAt: wallAt }, version, signal)
    if (written === undefined) return false
    version = written
    since = at
    wall = wallAt
    return true
  }

  /** So that the next one need not wait. Should it fail, the next one waits. */
  async function letGo(): Promise<void> {
    const free = { ...lease, holder: '' }
    const limitMs = Math.min(leftMs(), timing.retryMs)
    await within(limitMs, clock, (signal) => write(free, signal)).catch(report)
  }

  /** Work that was told to stop has what the lease leaves; in steps, as a stopped process loses but one. */
  async function untilEnded(over: AbortSignal): Promise<void> {
    for (let step = 0; step < 5; step++) await clock.sleep(patienceMs(timing) / 5, over)
    if (!over.aborted) throw new Error('the work of a leader went on after its lease')
  }

  return { hold }
}
