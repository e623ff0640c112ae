import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import type { EventWanted } from '../../kube/events.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { LoopPorts } from '../loop.ts'
import {
  type About,
  createMoments,
  digestOf,
  eventOf,
  type Happening,
  type Speaker,
} from './happenings.ts'

type Ports = Pick<LoopPorts, 'trouble'> & {
  readonly door: Pick<Door, 'recordEvent'>
  readonly clock: Pick<Clock, 'wall'>
  readonly speaker: Speaker
}

/** How many events may wait to be told: where the API is away for long, the newest go unsaid. */
const mostWaiting = 1000
/** How many are remembered, so that what goes on is not said again and again. */
const mostSaid = 5000
/** What still goes on after that is said again, since a server forgets events after an hour. */
export const againMs = 30 * 60_000

/** Tells events one after the other, so that they delay nothing, and come in their order. */
export function createTeller({ door, clock, speaker, trouble }: Ports, signal: AbortSignal) {
  const momentNow = createMoments(clock.wall)
  const said = new Map<string, number>()
  let waiting = 0
  let queue: Promise<void> = Promise.resolve()

  function tell(about: About, happening: Happening): void {
    const digest = digestOf(about, happening)
    const now = clock.wall()
    const isSaid = now - (said.get(digest) ?? Number.NEGATIVE_INFINITY) < againMs
    if (isSaid || waiting >= mostWaiting || signal.aborted) return
    said.delete(digest) // it is the newest now
    said.set(digest, now)
    if (said.size > mostSaid) said.delete(said.keys().next().value ?? digest)
    waiting++
    const event = eventOf(about, happening, speaker, momentNow())
    queue = queue.then(() => sayNow(event))
  }

  async function sayNow(event: EventWanted): Promise<void> {
    waiting--
    try {
      if (!signal.aborted) await door.recordEvent(event, { signal })
    } catch (cause) {
      if (!signal.aborted && !isEnding(cause)) trouble('events', cause)
    }
  }

  /** Resolves once all that was said so far is told. */
  return { tell, told: () => queue }
}

/** Where a namespace ends, nobody is left to be told. */
const isEnding = (cause: unknown) =>
  cause instanceof ContenderError && cause.code === 'NamespaceGone'
