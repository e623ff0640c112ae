import type { Clock } from '../reconciler/clock.ts'
import { TooLate, within } from '../reconciler/within.ts'
import { Again } from './failures.ts'
import type { Limits } from './settings.ts'

/** As `within`, and what took too long has a name. */
export async function inTime<T>(
  ms: number,
  what: string,
  act: () => Promise<T>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  try {
    return await within(ms, clock, act, signal)
  } catch (cause) {
    throw cause instanceof TooLate ? new Again(`${what} within ${ms / 1000} s`) : cause
  }
}

type Pace = Pick<Limits, 'stallMs' | 'leastBytes' | 'windowMs'>

/** What comes, as long as it comes fast enough. Time that the reader takes for himself doesn't count. */
export async function* paced(
  body: AsyncIterable<Buffer>,
  { stallMs, leastBytes, windowMs }: Pace,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<Buffer, void> {
  const pieces = body[Symbol.asyncIterator]()
  let [bytes, waitedMs] = [0, 0]
  for (;;) {
    const began = clock.now()
    const next = () => pieces.next()
    const piece = await inTime(stallMs, 'nothing more came', next, { clock, signal })
    if (piece.done === true) return
    bytes += piece.value.length
    waitedMs += clock.now() - began
    yield piece.value
    if (waitedMs < windowMs) continue
    if (bytes < leastBytes) throw new Again(`only ${bytes} bytes came in ${waitedMs / 1000} s`)
    ;[bytes, waitedMs] = [0, 0]
  }
}
