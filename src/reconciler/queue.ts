import { type Backoff, type Chance, delayMs } from './backoff.ts'
import { createBucket, type Rate } from './bucket.ts'
import { createHeap } from './heap.ts'

export type QueueOptions = {
  readonly backoff: Backoff
  /** Of retries, all keys together; wake-ups are not held back by it. */
  readonly retries: Rate
  /** How long a key rests after a pass, whoever wakes it: a hot loop stays lukewarm. */
  readonly restMs: number
  readonly chance: Chance
}

/** A key that was taken, and how long it had been due. */
export type Taken = { readonly key: string; readonly waitedMs: number }

type State = {
  /** When the next pass is wished for. */
  wish: { readonly at: number; readonly turn: number } | undefined
  isRunning: boolean
  failures: number
  restsUntil: number
}

/**
 * A queue of keys, not of events: a hundred wake-ups of one key are one pass. It keeps no time of its
 * own and waits for nothing; the caller says what time it is.
 *
 * Guarantees
 * - No key is lost: after every `add`, the key is taken, unless it is still due.
 * - No key is out twice: between `take` and `done` or `failed` it is not given out again, and an `add`
 *   in between is remembered.
 * - The earliest wish wins: «now» is not put off by a «later» that follows it, and cuts a back-off short.
 * - Fair: while a key waits that is due, no other is taken twice.
 */
export function createQueue({ backoff, retries, restMs, chance }: QueueOptions) {
  const states = new Map<string, State>()
  /** Keys after a pass, and until when they rest; in the order of that. */
  const resting = new Map<string, number>()
  const heap = createHeap()
  const reserveMs = createBucket(retries)
  let turns = 0
  let waiting = 0

  function add(key: string, now: number, afterMs = 0): void {
    const state = states.get(key) ?? fresh()
    states.set(key, state)
    const at = Math.max(now + afterMs, state.restsUntil)
    if (state.wish !== undefined && state.wish.at <= at) return
    if (state.wish === undefined) waiting++
    state.wish = { at, turn: turns++ }
    if (!state.isRunning) heap.push({ key, ...state.wish })
  }

  /** The first key that is due, which is then out until `done` or `failed`. */
  function take(now: number): Taken | undefined {
    const first = peek()
    if (first === undefined || first.at > now) return undefined
    heap.pop()
    const state = stateOf(first.key)
    state.wish = undefined
    state.isRunning = true
    waiting--
    return { key: first.key, waitedMs: now - first.at }
  }

  function done(key: string, now: number): void {
    stateOf(key).failures = 0
    rest(key, now)
  }

  /** Tries again after a while that grows with each failure in a row, and not before `atLeastMs`. */
  function failed(key: string, now: number, atLeastMs = 0): void {
    const state = stateOf(key)
    state.failures++
    rest(key, now)
    const waitMs = delayMs(backoff, state.failures, chance)
    add(key, now, Math.max(waitMs, atLeastMs, reserveMs(now)))
  }

  function rest(key: string, now: number): void {
    const state = stateOf(key)
    state.isRunning = false
    state.restsUntil = now + restMs
    resting.delete(key)
    forgetTheRested(now)
    resting.set(key, state.restsUntil)
    if (state.wish === undefined) return
    state.wish = { ...state.wish, at: Math.max(state.wish.at, state.restsUntil) }
    heap.push({ key, ...state.wish })
  }

  /** What has rested and wants nothing needs no memory, or keys that are long gone would pile up. */
  function forgetTheRested(now: number): void {
    for (const [key, until] of resting) {
      if (until > now) return
      resting.delete(key)
      const { wish, isRunning, failures } = stateOf(key)
      if (wish === undefined && !isRunning && failures === 0) states.delete(key)
    }
  }

  /** The first wish that still holds; those that were overtaken are dropped on the way. */
  function peek() {
    for (let due = heap.peek(); due !== undefined; due = heap.peek()) {
      const state = states.get(due.key)
      if (state?.isRunning === false && state.wish?.turn === due.turn) return due
      heap.pop()
    }
    return undefined
  }

  function stateOf(key: string): State {
    const state = states.get(key)
    if (state === undefined) throw new Error(`the queue never gave out ${key}`)
    return state
  }

  return {
    add,
    take,
    done,
    failed,
    /** How long nothing is due: infinitely long where nothing waits. */
    idleMs: (now: number): number => Math.max(0, (peek()?.at ?? Number.POSITIVE_INFINITY) - now),
    /** Keys that are due now or later. */
    depth: (): number => waiting,
    /** Keys of which anything is kept: those that wait, are out, rest or have failed. */
    remembered: (): number => states.size,
  }
}

function fresh(): State {
  return { wish: undefined, isRunning: false, failures: 0, restsUntil: Number.NEGATIVE_INFINITY }
}
