import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../../../src/reconciler/clock.ts'

/** Time that only passes when nothing is left to do, and then goes to what comes next. */
export type Time = {
  readonly now: () => number
  readonly at: (ms: number, act: () => void) => void
  readonly sleep: Clock['sleep']
  /** Lets so much time pass, and all happen that happens in it. */
  readonly pass: (ms: number) => Promise<void>
}

export function createTime(): Time {
  let now = 0
  let order = 0
  const events: { readonly at: number; readonly order: number; readonly act: () => void }[] = []

  function at(ms: number, act: () => void): void {
    const event = { at: Math.max(ms, now), order: order++, act }
    const place = events.findIndex((each) => each.at > event.at)
    events.splice(place < 0 ? events.length : place, 0, event)
  }

  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      at(now + ms, resolve)
    })

  async function pass(ms: number): Promise<void> {
    const until = now + ms
    for (;;) {
      await turn() // all that follows from what has just happened
      const [next] = events
      if (next === undefined || next.at > until) break
      events.shift()
      now = next.at
      next.act()
    }
    now = until
  }

  return { now: () => now, at, sleep, pass }
}
