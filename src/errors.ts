import { clusterFailures } from './failures/cluster.ts'
import { experimentsFailures } from './failures/experiments.ts'
import { httpFailures } from './failures/http.ts'
import { machineFailures } from './failures/machine.ts'
import { modelsFailures } from './failures/models.ts'
import { routingFailures } from './failures/routing.ts'

/**
 * Every failure that a user can meet today. The key is its one name everywhere: condition reason, Event
 * reason, problem `code` over HTTP, log field, metric label and anchor in the documentation.
 */
export const failures = {
  ...clusterFailures,
  ...machineFailures,
  ...httpFailures,
  ...modelsFailures,
  ...routingFailures,
  ...experimentsFailures,
}

export type FailureCode = keyof typeof failures

/** Whether a name is that of a failure; a bug of ours has none. */
export const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(failures, code)

type Details = ErrorOptions & { readonly retryAfterMs?: number | undefined }

/** An expected failure. Anything else that is thrown is a bug, and is allowed to look like one. */
export class ContenderError extends Error {
  override readonly name = 'ContenderError'
  readonly code: FailureCode
  /** Before that the other side does not want to be asked again. */
  readonly retryAfterMs: number | undefined

  constructor(code: FailureCode, detail: string, { retryAfterMs, ...options }: Details = {}) {
    super(detail, options)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Several things wrong at once, as one failure: whoever has more to correct sees the rest afterwards. */
export function failureOf(code: FailureCode, lines: readonly string[]): ContenderError {
  const left = lines.length - mostTold
  const more = left > 0 ? [`and ${left} more`] : []
  return new ContenderError(code, [...lines.slice(0, mostTold), ...more].join('; '))
}

const mostTold = 5

/** What a caught value has to say, on one line. */
export function saidBy(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : `${cause}`
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}
