import { ContenderError, type FailureCode, failures, saidBy } from '../errors.ts'

/** A failure as a line of the log has it: its one name, what could not be done, and the way out. */
export function failed(cause: unknown): {
  readonly code?: FailureCode
  readonly detail: string
  readonly hint?: string
} {
  if (!(cause instanceof ContenderError)) return { detail: saidBy(cause) }
  return { code: cause.code, detail: saidBy(cause), hint: failures[cause.code].hint }
}

/** The same as a sentence, for a page. */
export function sentenceOf(cause: unknown): string {
  const { code, detail, hint } = failed(cause)
  return code === undefined ? detail : `${code}: ${detail}. ${hint}`
}
