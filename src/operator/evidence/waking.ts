import type { Clock } from '../../reconciler/clock.ts'

/** Tells of news at once, and then not again before so much time has passed; the last news are always told. */
export function createWaking(wake: () => void, clock: Clock, restMs: number, over: AbortSignal) {
  let lastMs = Number.NEGATIVE_INFINITY
  let isWaiting = false

  return async function hasNews(): Promise<void> {
    if (isWaiting || over.aborted) return
    isWaiting = true
    await clock.sleep(lastMs + restMs - clock.now(), over)
    isWaiting = false
    lastMs = clock.now()
    if (!over.aborted) wake()
  }
}
