import { ContenderError, saidBy } from '../errors.ts'

export const unwritable = (folder: string, cause: unknown) =>
  new ContenderError('StateUnwritable', saying(folder, cause), { cause })

/** Of what the system refused, that it was so; anything else as it is. */
export const asUnwritable = (folder: string, cause: unknown): unknown =>
  cause instanceof Error && 'syscall' in cause ? unwritable(folder, cause) : cause

/** Of a journal that is tried again: whoever waits may come back. */
export const behind = (folder: string, cause: unknown) =>
  new ContenderError('JournalUnwritable', saying(folder, cause), { cause })

const saying = (folder: string, cause: unknown) => `cannot write to ${folder}: ${saidBy(cause)}`
