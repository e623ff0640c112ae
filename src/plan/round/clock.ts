import type { RoundClock } from '../record/record.ts'

/** Time of a round that counts, in milliseconds since it began: outages of evidence, pauses and suspension don't. */
export function countedMs({ startMs, stoodMs, standsSinceMs }: RoundClock, nowMs: number): number {
  return Math.max(0, (standsSinceMs ?? nowMs) - startMs - stoodMs)
}

export const begun = (nowMs: number): RoundClock => ({ startMs: nowMs, stoodMs: 0 })

/** The same clock, standing or running from now on; the very same object where it does already. */
export function setStanding(clock: RoundClock, stands: boolean, nowMs: number): RoundClock {
  const { startMs, stoodMs, standsSinceMs } = clock
  if (stands === (standsSinceMs !== undefined)) return clock
  if (stands) return { ...clock, standsSinceMs: Math.max(nowMs, startMs) }
  return { startMs, stoodMs: stoodMs + Math.max(0, nowMs - (standsSinceMs ?? nowMs)) }
}
