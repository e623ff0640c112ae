import type { Clock } from '../../reconciler/clock.ts'

/** Wakes whoever waits for something to happen. */
export function createBell(clock: Clock) {
  const asleep = new Set<() => void>()
  return {
    ring(): void {
      for (const wake of asleep) wake()
    },
    /** Resolves when it rings, when `ms` have passed, or when the signal aborts. */
    async heard(ms: number, signal: AbortSignal): Promise<void> {
      const rung = new AbortController()
      const wake = () => rung.abort()
      asleep.add(wake)
      signal.addEventListener('abort', wake)
      if (!signal.aborted) await clock.sleep(ms, rung.signal)
      signal.removeEventListener('abort', wake)
      asleep.delete(wake)
    },
  }
}
