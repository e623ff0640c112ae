/** Time as a port: engines wait through it, and tests turn its hands. */
export type Clock = {
  /** Milliseconds that only ever grow; they mean nothing outside of this process. */
  readonly now: () => number
  /** Milliseconds since 1970, which somebody may set forth and back: for stamps that others read. */
  readonly wall: () => number
  /** Resolves after `ms`, however many, or at once when the signal aborts; it never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

const longestTimerMs = 2 ** 31 - 1 // setTimeout takes a longer one for zero

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  async sleep(ms, signal) {
    const until = performance.now() + ms
    for (let left = ms; left > 0 && !signal.aborted; left = until - performance.now()) {
      await nap(Math.min(left, longestTimerMs), signal)
    }
  },
}

function nap(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
