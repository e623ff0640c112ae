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

/** A key that was taken, and how long ago it should have been. */
export type Taken = { readonly key: string; readonly waitedMs: number }

/** A pass that is wished for. */
type Wish = {
  /** When it was wished for, and when it may begin: rest and rates may put it off. */
  readonly since: number
  readonly at: number
  readonly turn: number
  /** `due`: a retry that has not had its turn among all retries yet. */
  readonly retry: 'no' | 'due' | 'granted'
}

type State = {
  wish: Wish | undefined
  isOut: boolean
  failures: number
  restsUntil: number
}

const fresh = (): State => ({
  wish: undefined,
  isOut: false,
  failures: 0,
  restsUntil: Number.NEGATIVE_INFINITY,
})

/**
 * A queue of keys, not of events: a hundred wake-ups of one key are one pass. It keeps no time of its
 * own and waits for nothing; the caller says what time it is.
 *
 * Guarantees
 * - After every `add` its key is given out, at the wished time or earlier; later only while it is out or
 *   rests, or while others that were due before it have their turn.
 * - No key is out twice: between `take` and `done` or `failed` it is not given out again.
 * - The earliest wish wins: «now» is not put off by a «later» that follows it, and cuts a back-off short.
 * - Fair: while a key waits that is due, no other is taken twice.
 * - What has come to rest is forgotten.
 */
export function createQueue({ backoff, retries, restMs, chance }: QueueOptions) {
  const states = new Map<string, State>()
  /** Keys after a pass, and until when they rest; in the order of that. */
  const resting = new Map<string, number>()
  const heap = createHeap()
  const reserveMs = createBucket(retries)
  let [turns, waiting] = [0, 0]

  function add(key: string, now: number, afterMs = 0): void {
    const state = states.get(key) ?? fresh()
    states.set(key, state)
    wishFor(key, state, { since: now + afterMs, retry: 'no' })
  }

  function wishFor(
    key: string,
    state: State,
    { since, retry }: Pick<Wish, 'since' | 'retry'>,
  ): void {
    const at = Math.max(since, state.restsUntil)
    if (state.wish !== undefined && state.wish.at <= at) return
    if (state.wish === undefined) waiting++
    put(key, state, { since, at, retry, turn: turns++ })
  }

  function put(key: string, state: State, wish: Wish): void {
    state.wish = wish
    if (state.isOut) return // it is put there again when it comes back
    heap.push({ key, ...wish })
    if (heap.size() > 2 * waiting + 64) heap.keep(({ key, turn }) => isWish(key, turn))
  }

  /** The first key that is due, which is then out until `done` or `failed`. */
  function take(now: number): Taken | undefined {
    forgetTheRested(now)
    for (let first = peek(); first !== undefined && first.at <= now; first = peek()) {
      heap.pop()
      const { key, state, wish } = first
      const putOffMs = wish.retry === 'due' ? reserveMs(now) : 0
      if (putOffMs > 0) {
        put(key, state, { ...wish, at: now + putOffMs, turn: turns++, retry: 'granted' })
        continue
      }
      state.wish = undefined
      state.isOut = true
      waiting--
      return { key, waitedMs: now - wish.since }
    }
    return undefined
  }

  function done(key: string, now: number): void {
    const state = stateOf(key)
    state.failures = 0
    comeBack(key, state, now, restMs)
  }

  /**
   * Tries again after a while that grows with each failure in a row, and not before `atLeastMs`, which
   * no wake-up cuts short.
   */
  function failed(key: string, now: number, atLeastMs = 0): void {
    const state = stateOf(key)
    state.failures++
    comeBack(key, state, now, Math.max(restMs, atLeastMs))
    const since = now + delayMs(backoff, state.failures, chance)
    wishFor(key, state, { since, retry: 'due' })
  }

  function comeBack(key: string, state: State, now: number, forMs: number): void {
    state.isOut = false
    state.restsUntil = now + forMs
    resting.delete(key)
    resting.set(key, now + restMs)
    const { wish } = state
    if (wish !== undefined) put(key, state, { ...wish, at: Math.max(wish.at, state.restsUntil) })
  }

  /** Or keys that are long gone would pile up. */
  function forgetTheRested(now: number): void {
    for (const [key, until] of resting) {
      if (until > now) return
      resting.delete(key)
      const { wish, isOut, failures } = stateOf(key)
      if (wish === undefined && !isOut && failures === 0) states.delete(key)
    }
  }

  /** The first wish that still holds; those that were overtaken are dropped on the way. */
  function peek() {
    for (let due = heap.peek(); due !== undefined; due = heap.peek()) {
      const { key, turn, at } = due
      const state = states.get(key)
      if (state?.wish?.turn === turn) return { key, at, state, wish: state.wish }
      heap.pop()
    }
    return undefined
  }

  const isWish = (key: string, turn: number) => states.get(key)?.wish?.turn === turn

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
    idleMs(now: number): number {
      forgetTheRested(now)
      return Math.max(0, (peek()?.at ?? Number.POSITIVE_INFINITY) - now)
    },
    /** Keys that are due now or later. */
    depth: (): number => waiting,
    /** What is kept in memory: keys that wait, are out, rest or have failed, and wishes. */
    remembered: (): number => states.size + heap.size(),
  }
}
