import { wholeTime } from '../../kube/micro-time.ts'
export type Condition = {
  readonly type: 'Available' | 'Progressing' | 'ReplicaFailure'
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly message: string
  readonly lastUpdateTime: string
  readonly lastTransitionTime: string
}

export type Said = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

/** What was said before for the same reason stands, its moment too; a status keeps the moment it came. */
export function conditionAfter(
  before: Condition | undefined,
  said: Said,
  nowMs: number,
): Condition {
  if (before?.status === said.status && before.reason === said.reason) return before
  return renewed(before, said, nowMs)
}

/** Said anew, and now. */
export function renewed(before: Condition | undefined, said: Said, nowMs: number): Condition {
  const now = wholeTime(nowMs)
  const since = before?.status === said.status ? before.lastTransitionTime : now
  return { ...said, lastUpdateTime: now, lastTransitionTime: since }
}

/** As the API server keeps it: whole seconds. */
