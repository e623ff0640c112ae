import type { Clock } from './clock.ts'
import type { Change, Entry } from './source.ts'

/** A stream that was open for so long was a good one, even if nothing was heard. */
const steadyMs = 1_000

/** What is known of one watch while it runs: where it has come to, and how it fares. */
export function createStream(from: string, silenceMs: number, clock: Clock) {
  let version = from
  let heardAt = clock.now()
  let openedAt = Number.POSITIVE_INFINITY

  function hear(change: Change<Entry>): void {
    heardAt = clock.now()
    openedAt = Math.min(openedAt, heardAt)
    if (change.kind === 'put') version = change.entry.version
    else if (change.kind !== 'open') version = change.version
  }

  return {
    hear,
    /** Where a watch may go on. */
    version: () => version,
    isOpen: () => openedAt <= clock.now(),
    isSteady: () => clock.now() - openedAt >= steadyMs,
    /** How long it may still say nothing. */
    patienceMs: () => heardAt + silenceMs - clock.now(),
  }
}
