import { ContenderError } from '../../errors.ts'
import { keyOf } from '../../kube/objects.ts'
import type { Trouble } from '../../plan/observation.ts'
import { meaningOf, refusalOf } from './refusals.ts'
import type { OwnerRef, Stated } from './stated.ts'

/** One pass over the children of one experiment, and what has come of it. */
export type Pass = {
  readonly experiment: string
  readonly owner: OwnerRef
  readonly signal: AbortSignal
  /** What is said no to, by `Kind/name`. */
  readonly refusals: Map<string, Trouble>
  /** What kept something from being done now, the first of it. */
  later?: ContenderError
  /** Nothing can be written now. */
  isOver: boolean
}

export const beginPass = (owner: OwnerRef, signal: AbortSignal): Pass => ({
  ...{ experiment: keyOf(owner), owner, signal },
  ...{ refusals: new Map(), isOver: false },
})

/** Does one thing, so that its failure keeps no other from being done. A bug, or the end of the pass, comes out. */
export async function attempt(
  pass: Pass,
  what: Pick<Stated, 'kind' | 'variant'>,
  act: () => Promise<void>,
  refused: (trouble: Trouble) => void,
): Promise<void> {
  if (pass.isOver) return
  try {
    await act()
  } catch (cause) {
    const meaning = meaningOf(cause)
    if (meaning === undefined || !(cause instanceof ContenderError)) throw cause
    if (meaning === 'Refused') return refused(refusalOf(cause, what))
    pass.later ??= cause
    pass.isOver = meaning === 'Over'
  }
}
