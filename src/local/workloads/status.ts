import { type Condition, conditionAfter, type Said } from './conditions.ts'
import { isAvailable } from './crowd.ts'
import { canonical } from './hashes.ts'
import { progressing } from './progress.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { Moves, Situation } from './situation.ts'

export type DeploymentStatus = Partial<Counts> & {
  readonly observedGeneration?: number
  readonly conditions?: readonly Condition[]
}

export type Counts = {
  readonly replicas: number
  readonly updatedReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
  /** Still lacking until all that there should be are available. */
  readonly unavailableReplicas: number
  readonly terminatingReplicas: number
}

/** What a Deployment says of its Pods as they were seen, the moves not made yet. */
export function statusOf(situation: Situation, moves: Moves): DeploymentStatus {
  const { deployment, bounds, nowMs } = situation
  const counts = countsOf(situation, moves)
  const before = (type: Condition['type']) => conditionOf(deployment.status, type)
  const isEnough = counts.availableReplicas >= deployment.replicas - bounds.unavailable
  const available = conditionAfter(before('Available'), isEnough ? enough : tooFew, nowMs)
  const standing = { deployment, counts, before: before('Progressing'), nowMs }
  const conditions = [available, progressing(standing)].filter((one) => one !== undefined)
  return { ...counts, observedGeneration: deployment.generation, conditions }
}

/** The same after Pods could not be made: why. */
export function withFailure(
  status: DeploymentStatus,
  {
    deployment,
    message,
    nowMs,
  }: {
    readonly deployment: SeenDeployment
    readonly message: string
    readonly nowMs: number
  },
): DeploymentStatus {
  const said = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message } as const
  const before = conditionOf(deployment.status, 'ReplicaFailure')
  const conditions = [...(status.conditions ?? []), conditionAfter(before, said, nowMs)]
  return { ...status, conditions }
}

export const conditionOf = (
  { conditions = [] }: DeploymentStatus,
  type: Condition['type'],
): Condition | undefined => conditions.find((condition) => condition.type === type)

const enough: Said = {
  ...{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
  message: 'As many replicas are available as there must be.',
}
const tooFew: Said = {
  ...{ type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
  message: 'Fewer replicas are available than there must be.',
}

function countsOf({ deployment, crowd, nowMs }: Situation, moves: Moves): Counts {
  const active = [...crowd.present, ...crowd.former]
  const available = active.filter((pod) => isAvailable(pod, deployment, nowMs)).length
  const removed = moves.remove.filter((pod) => active.includes(pod)).length
  const coming = active.length + moves.make.length - removed
  return {
    replicas: active.length,
    updatedReplicas: crowd.present.length,
    readyReplicas: active.filter(({ readySinceMs }) => readySinceMs !== undefined).length,
    availableReplicas: available,
    unavailableReplicas: Math.max(0, coming - available),
    terminatingReplicas: crowd.leaving.length,
  }
}

/** Whether two say the same: a number that is not said is 0, and the order of conditions says nothing. */
export function saysTheSame(a: DeploymentStatus, b: DeploymentStatus): boolean {
  return canonical(told(a)) === canonical(told(b))
}

function told(status: DeploymentStatus) {
  const conditions = ours.map((type) => conditionOf(status, type) ?? null)
  const { observedGeneration = 0 } = status
  const counts = numbers.map((name) => status[name] ?? 0)
  return { observedGeneration, counts, conditions }
}

const ours = ['Available', 'Progressing', 'ReplicaFailure'] as const
const numbers = [
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
] as const
