import { ContenderError } from '../errors.ts'
import type { Failed, WatchEnd } from '../reconciler/source.ts'
import { type Answer, isForgotten, type Purpose, refusalOf } from './failures.ts'

/** What a foreseen failure means for a list or a watch; anything else is thrown on, as the bug it is. */
export function failedBy(cause: unknown, signal: AbortSignal): Failed {
  if (signal.aborted && cause === signal.reason) return { kind: 'aborted' }
  if (!(cause instanceof ContenderError)) throw cause
  return passing.has(cause.code) ? cut(cause) : { kind: 'refused', cause }
}

const passing: ReadonlySet<string> = new Set(['ApiUnavailable', 'ApiUnreachable'])

export function cut(cause: ContenderError): Failed {
  const { retryAfterMs } = cause
  return { kind: 'cut', cause, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

/** What the server says instead of going on. In a stream that had begun, no word of it is a refusal. */
export function endOf(answer: Answer, call: Purpose, where: 'at once' | 'in the stream'): WatchEnd {
  if (isForgotten(answer)) return { kind: 'expired' }
  const cause = refusalOf(answer, call)
  return where === 'at once' && !passing.has(cause.code) ? { kind: 'refused', cause } : cut(cause)
}
