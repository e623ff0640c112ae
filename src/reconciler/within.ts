import type { Clock } from './clock.ts'

/** Does something with a signal that aborts after `ms`, or with the given one, whichever is first. */
export async function within<T>(
  ms: number,
  clock: Clock,
  act: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const inner = new AbortController()
  const abort = () => inner.abort()
  outer?.addEventListener('abort', abort)
  if (outer?.aborted) abort()
  void clock.sleep(ms, inner.signal).then(abort)
  try {
    return await act(inner.signal)
  } finally {
    outer?.removeEventListener('abort', abort)
    abort()
  }
}
