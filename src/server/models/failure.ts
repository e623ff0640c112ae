import { ContenderError, saidBy } from '../../errors.ts'

/** A failure by its one name. A bug of ours has none in the table. */
export type Failure = { readonly code: string; readonly message: string }

export const failureOf = (cause: unknown): Failure => ({
  code: cause instanceof ContenderError ? cause.code : 'InternalError',
  message: saidBy(cause),
})
