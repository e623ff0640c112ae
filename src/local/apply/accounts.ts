import type { JsonObject } from '../../api/json.ts'
import { type Applied, type Apply, applied } from './applied.ts'
import { createScaleAccounts } from './scale-accounts.ts'
import { type SubjectOf, subjectOf } from './subject.ts'
import { type Updated, updated } from './updated.ts'

/**
 * Keeps account of who set which fields of the objects of a kind, or of a subresource of them, and merges
 * what is applied, as an API server does it with structured-merge-diff. Pure: what it says goes back to
 * the caller, nothing is remembered.
 */
export type Accounts = {
  /** Of a create, an update or a patch: the object with its managedFields. */
  readonly updated: (update: Updated) => JsonObject
  /** Of an apply: the merged object with its managedFields, or why there is none. */
  readonly applied: (apply: Apply) => Applied
}

export function createAccounts(of: SubjectOf): Accounts {
  if (of.subresource === 'scale') return createScaleAccounts(of)
  const subject = subjectOf(of)
  return {
    updated: (update) => updated(subject, update),
    applied: (apply) => applied(subject, apply),
  }
}
