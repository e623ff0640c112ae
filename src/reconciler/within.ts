import { orAborted } from './aborted.ts'
import type { Clock } from './clock.ts'

/** What was to be done took too long. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

/**
 * Does something with a signal that aborts after `ms`, or with the given one, whichever is first. Then it
 * rejects with the signal's reason, even where what was begun doesn't heed it.
 */
export async function within<T>(
  ms: number,
  clock: Clock,
  act: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted()
  const [inner, over] = [new AbortController(), new AbortController()]
  const late = () => inner.abort(new TooLate(`no answer within ${Math.round(ms) / 1000} s`))
  const abort = () => inner.abort(outer?.reason)
  void clock.sleep(ms, over.signal).then(() => over.signal.aborted || late())
  outer?.addEventListener('abort', abort)
  try {
    return await orAborted(act(inner.signal), inner.signal)
  } finally {
    over.abort()
    outer?.removeEventListener('abort', abort)
  }
}
