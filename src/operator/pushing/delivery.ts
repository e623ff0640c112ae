import { type FailureCode, failures } from '../../errors.ts'
import type { Trouble } from '../../plan/observation.ts'
import { type Chance, delayMs } from '../../reconciler/backoff.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { within } from '../../reconciler/within.ts'
import type { Turns } from './turns.ts'
import { type Answered, type Parcel, type Send, unreachable } from './wire.ts'

/** A plan that is to reach routers. */
export type Job = {
  readonly revision: number
  readonly digest: string
  /** Signed anew for each try: a signature is good for a minute. */
  readonly parcel: () => Parcel
  readonly isUrgent: boolean
}

/** What is known of one router. */
export type Standing = {
  /** The last plan that it has taken. */
  readonly obeys?: {
    readonly revision: number
    readonly digest: string
    readonly missingKeys: readonly string[]
    readonly atMs: number
  }
  /** Why it has not taken the one that it was sent last. */
  readonly trouble?: Trouble & { readonly sinceMs: number }
}

export type DeliveryPorts = {
  readonly send: Send
  readonly turns: Turns
  readonly clock: Clock
  readonly chance: Chance
  /** Something was heard of it. */
  readonly heard: () => void
}

export type Delivery = ReturnType<typeof createDelivery>

/**
 * Brings plans to one router, one at a time: the one that is wanted last, again and again until it obeys and has all keys, or has
 * said that it never will. An urgent one waits for none that is under way.
 */
export function createDelivery(address: string, ports: DeliveryPorts) {
  const { send, turns, clock, chance, heard } = ports
  let [wanted, standing]: [Job | undefined, Standing] = [undefined, {}]
  let [failed, hasEnded, isAtWork] = [0, false, false]
  let [nap, attempt] = [new AbortController(), new AbortController()]

  function want(job: Job): void {
    const isKnown = job.digest === wanted?.digest && !(job.isUrgent && !wanted.isUrgent)
    if (hasEnded || isKnown || (wanted === undefined && isDone(job))) return
    wanted = job
    if (job.isUrgent) {
      failed = 0
      attempt.abort()
    }
    nap.abort()
    if (!isAtWork) void work()
  }

  const isDone = ({ digest }: Job): boolean => {
    const { obeys } = standing
    if (obeys?.digest !== digest || obeys.missingKeys.length > 0) return false
    return clock.now() < obeys.atMs + trustMs
  }

  async function work(): Promise<void> {
    isAtWork = true
    while (wanted !== undefined) await step()
    isAtWork = false
  }

  async function step(): Promise<void> {
    const tried = await inTurn()
    if (tried === undefined || hasEnded) return
    const { job, answered } = tried
    standing = after(standing, job, answered, clock.now())
    failed = isLast(answered) ? 0 : failed + 1
    if (isLast(answered) && job.digest === wanted?.digest) wanted = undefined
    heard()
    // Whoever has heard may want another plan by now, and that one doesn't wait.
    if (job === wanted) await rest()
  }

  /** One try, of what is wanted when its turn has come; nothing, where something urgent has come between. */
  async function inTurn(): Promise<{ job: Job; answered: Answered } | undefined> {
    attempt = new AbortController()
    const { signal } = attempt
    let release = () => {}
    try {
      release = await turns.take(lane(), signal)
      return wanted && { job: wanted, answered: await tryOnce(wanted, signal) }
    } catch (cause) {
      if (!signal.aborted) throw cause
      return undefined
    } finally {
      release()
    }
  }

  async function tryOnce(job: Job, signal: AbortSignal): Promise<Answered> {
    try {
      return await within(tryMs, clock, (late) => send(address, job.parcel(), late), signal)
    } catch (cause) {
      if (signal.aborted) throw cause
      return unreachable(cause)
    }
  }

  function lane() {
    const isHanging = standing.trouble?.code === 'RouterUnreachable' && failed >= patience
    if (isHanging) return 'Hanging'
    return wanted?.isUrgent === true ? 'Urgent' : 'Ordinary'
  }

  async function rest(): Promise<void> {
    nap = new AbortController()
    await clock.sleep(delayMs(backoff, failed, chance), nap.signal)
  }

  function end(): void {
    hasEnded = true
    wanted = undefined
    attempt.abort()
    nap.abort()
  }

  return { want, standing: () => standing, end }
}

/** A router answers within milliseconds. */
const tryMs = 1_000

/** A connection that is refused costs nothing, and a router that begins is there within a second or two. */
const backoff = { baseMs: 100, capMs: 5_000, jitter: 0.5 }

/** Who has said nothing so often waits with its like. */
const patience = 2

/** Then it is asked again whether it still obeys: it may have begun anew, or somebody else be there. */
const trustMs = 60_000

function after(before: Standing, job: Job, answered: Answered, nowMs: number): Standing {
  if ('missingKeys' in answered) {
    const { missingKeys } = answered
    return { obeys: { revision: job.revision, digest: job.digest, missingKeys, atMs: nowMs } }
  }
  const isSame = before.trouble?.code === answered.code
  const sinceMs = isSame ? before.trouble.sinceMs : nowMs
  return { ...before, trouble: { ...answered, sinceMs } }
}

const isLast = (answered: Answered): boolean =>
  'missingKeys' in answered ? answered.missingKeys.length === 0 : !mayChange(answered.code)

/** A key that was just mounted is not known to every router at once. */
const mayChange = (code: FailureCode) => failures[code].retry || code === 'Unauthorized'
