import type { ProbeKind, Run } from '../life/life.ts'
import type { Container } from '../pod/spec.ts'
import { hasStarted } from '../status/containers.ts'

/** Whether a question makes sense as yet: whether it lives and is ready, once it has started. */
export const isRipe = (kind: ProbeKind, container: Container, run: Run): boolean =>
  kind === 'startup' ? run.hook === undefined : hasStarted(container, run)

/**
 * Whether a question makes sense still. Whether it lives is not asked of one that is to end, nor of one
 * that was found ill; whether it is ready is, until it is over.
 */
export function isDue(kind: ProbeKind, { endsBy, tallies }: Run): boolean {
  if (kind === 'readiness') return true
  if (endsBy !== undefined || tallies[kind]?.verdict === 'ill') return false
  return kind === 'liveness' || tallies.startup?.verdict !== 'well'
}
