import { type Condition, conditionAfter, renewed, type Said } from './conditions.ts'
import { hasBegun } from './revision.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { Counts } from './status.ts'

type Standing = {
  readonly deployment: SeenDeployment
  /** As they are now; the status says how they were. */
  readonly counts: Counts
  readonly before: Condition | undefined
  readonly nowMs: number
}

type Rule = (standing: Standing) => Condition | undefined

const type = 'Progressing'
const words = {
  DeploymentPaused: ['Unknown', 'The deployment is paused.'],
  DeploymentResumed: ['Unknown', 'The deployment goes on after a pause.'],
  NewReplicaSetCreated: ['True', 'The roll-out of a new template has begun.'],
  NewReplicaSetAvailable: ['True', 'All replicas are of the present template, and available.'],
  ReplicaSetUpdated: ['True', 'The roll-out comes closer to its end.'],
  ProgressDeadlineExceeded: ['False', 'Nothing has come closer to its end for too long.'],
} as const

type Reason = keyof typeof words

const says = (reason: Reason): Said => {
  const [status, message] = words[reason]
  return { type, status, reason, message }
}
const saying = ({ before, nowMs }: Standing, reason: Reason) =>
  conditionAfter(before, says(reason), nowMs)

/** The first that has an answer gives it. The reasons are those that programs know from Kubernetes. */
const rules: readonly Rule[] = [
  (now) => (isPaused(now) && isFor(now, 'ProgressDeadlineExceeded') ? now.before : undefined),
  (now) => (isPaused(now) ? saying(now, 'DeploymentPaused') : undefined),
  (now) =>
    !hasBegun(now.deployment) || now.before === undefined
      ? saying(now, 'NewReplicaSetCreated')
      : undefined,
  (now) => (isFor(now, 'DeploymentPaused') ? saying(now, 'DeploymentResumed') : undefined),
  (now) => (wasComplete(now) ? now.before : undefined),
  (now) => (isComplete(now) ? saying(now, 'NewReplicaSetAvailable') : undefined),
  (now) =>
    hasProgressed(now) ? renewed(now.before, says('ReplicaSetUpdated'), now.nowMs) : undefined,
  (now) =>
    now.nowMs >= deadlineOf(now.deployment, now.before)
      ? saying(now, 'ProgressDeadlineExceeded')
      : undefined,
]

/** Whether the roll-out comes nearer to its end, as `kubectl rollout status` asks; none without a deadline. */
export function progressing(standing: Standing): Condition | undefined {
  if (standing.deployment.deadlineMs === undefined) return undefined
  for (const rule of rules) {
    const condition = rule(standing)
    if (condition !== undefined) return condition
  }
  return standing.before
}

/** When it is too late, if nothing happens until then. What is complete, paused or late already has time. */
export function deadlineOf(
  { deadlineMs }: SeenDeployment,
  condition: Condition | undefined,
): number {
  const isRunning = condition !== undefined && runs.includes(condition.reason)
  if (!isRunning || deadlineMs === undefined) return Number.POSITIVE_INFINITY
  return Date.parse(condition.lastUpdateTime) + deadlineMs
}

const runs: readonly string[] = [
  'NewReplicaSetCreated',
  'ReplicaSetUpdated',
  'DeploymentResumed',
] satisfies readonly Reason[]

const isFor = ({ before }: Standing, reason: Reason) => before?.reason === reason
const isPaused = ({ deployment }: Standing) => deployment.isPaused

/** Replicas that come and go afterwards are no roll-out. */
function wasComplete(now: Standing): boolean {
  return isFor(now, 'NewReplicaSetAvailable') && now.counts.replicas === now.counts.updatedReplicas
}

function isComplete({ deployment: { replicas }, counts }: Standing): boolean {
  const { updatedReplicas, availableReplicas } = counts
  return [counts.replicas, updatedReplicas, availableReplicas].every((n) => n === replicas)
}

function hasProgressed({ deployment: { status }, counts }: Standing): boolean {
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status
  return (
    counts.updatedReplicas > updatedReplicas ||
    counts.replicas - counts.updatedReplicas < replicas - updatedReplicas ||
    counts.readyReplicas > readyReplicas ||
    counts.availableReplicas > availableReplicas
  )
}
