import type { Clock } from './clock.ts'

/** Aborts once nothing is left of the time in which something should be heard, unless it is over before. */
export function onSilence(leftMs: () => number, over: AbortSignal, clock: Clock): AbortSignal {
  const silence = new AbortController()
  const listen = async () => {
    while (!over.aborted && leftMs() > 0) await clock.sleep(leftMs(), over)
    silence.abort()
  }
  void listen()
  return silence.signal
}
