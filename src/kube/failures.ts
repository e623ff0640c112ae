import { ApiException } from '@kubernetes/client-node'
import { ContenderError, type FailureCode, saidBy } from '../errors.ts'

/** The one place where the client's errors become ours. `what` completes «cannot …». */
export function asContenderError(cause: unknown, what: string): ContenderError {
  const status = statusOf(cause)
  if (status === undefined) {
    return new ContenderError('ApiUnreachable', `cannot ${what}: ${reasonOf(cause)}`, { cause })
  }
  const code = codes[status] ?? 'ApiUnreachable'
  return new ContenderError(code, `cannot ${what}: ${messageOf(cause) ?? `HTTP ${status}`}`, {
    cause,
  })
}

/** So far every read is of ModelExperiments: what is not found is their definition. */
const codes: { readonly [status: number]: FailureCode } = {
  401: 'ApiUnauthorized',
  403: 'ApiForbidden',
  404: 'CrdMissing',
}

/** Calls fail with an `ApiException`, a watch with an `Error` that carries a `statusCode`. */
function statusOf(cause: unknown): number | undefined {
  if (cause instanceof ApiException) return cause.code
  const status = cause instanceof Error && 'statusCode' in cause ? cause.statusCode : undefined
  return typeof status === 'number' ? status : undefined
}

/** A `Status` comes as JSON text, with a 401 not at all; proxies answer in whatever they please. */
function messageOf(cause: unknown): string | undefined {
  if (!(cause instanceof ApiException) || cause.body === undefined) return undefined
  try {
    return String(JSON.parse(String(cause.body)).message)
  } catch {
    return String(cause.body).slice(0, 200)
  }
}

/** `fetch failed` says nothing; what it was caused by says it all. */
function reasonOf(cause: unknown): string {
  return saidBy(cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause)
}
