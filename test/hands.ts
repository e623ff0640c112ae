import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../src/reconciler/clock.ts'

type Sleeper = { readonly at: number; readonly wake: () => void }

export type Hands = Clock & {
  /** Moves from alarm to alarm, and lets everything that an alarm sets off come to rest. */
  turn(ms: number): Promise<void>
  /** How many are asleep: at the end of a test nobody should be. */
  sleepers(): number
}

/**
 * A clock that stands still until a test turns its hands. `settled` resolves when nothing is under way
 * any more that could set another alarm: with I/O behind it, a test must say what that means.
 */
export function createHands(settled: () => Promise<unknown> = () => nextTurn()): Hands {
  let nowMs = 0
  const asleep = new Set<Sleeper>()

  function sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        if (asleep.delete(sleeper)) resolve()
      }
      const sleeper = { at: nowMs + Math.max(0, ms), wake }
      asleep.add(sleeper)
      if (signal.aborted) wake()
      else signal.addEventListener('abort', wake)
    })
  }

  async function turn(ms: number): Promise<void> {
    const until = nowMs + ms
    for (;;) {
      await settled()
      const next = first()
      if (next === undefined || next.at > until) break
      nowMs = next.at
      next.wake()
    }
    nowMs = until
  }

  function first(): Sleeper | undefined {
    let found: Sleeper | undefined
    for (const sleeper of asleep) if (found === undefined || sleeper.at < found.at) found = sleeper
    return found
  }

  return { now: () => nowMs, wall: () => nowMs, sleep, turn, sleepers: () => asleep.size }
}

/** The same time as another machine has it: set differently, and running at another rate. */
export function skewed(
  hands: Clock,
  { offsetMs, rate }: { offsetMs: number; rate: number },
): Clock {
  return {
    now: () => hands.now() * rate,
    wall: () => hands.wall() * rate + offsetMs,
    sleep: (ms, signal) => hands.sleep(ms / rate, signal),
  }
}
