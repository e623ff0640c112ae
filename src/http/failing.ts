import { ContenderError, failures, saidBy } from '../errors.ts'
import { type Answer, jsonAnswer } from './answer.ts'

/** Whoever is refused so may come again, and is told when. */
export const isForLater = (status: number) => status === 429 || status === 503

/** What everybody is told of a failure, by its one name. What isn't expected is a bug of ours, and says nothing. */
export function failed(cause: unknown): Answer & { readonly code: string } {
  if (!(cause instanceof ContenderError)) {
    const error = 'InternalError: the server has met a bug of its own, and has logged it'
    return { ...jsonAnswer({ error, code: 'InternalError' }, 500), code: 'InternalError' }
  }
  const { code, retryAfterMs } = cause
  const { status, hint } = failures[code]
  const error = `${code}: ${saidBy(cause)}`
  const wait = isForLater(status) ? Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1_000)) : undefined
  return { ...jsonAnswer({ error, code, hint }, status, { 'retry-after': wait }), code }
}
