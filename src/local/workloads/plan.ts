import { boundsOf } from './bounds.ts'
import { type Claim, claimsOf, isOwned } from './claims.ts'
import { crowdOf, heldUntil } from './crowd.ts'
import { movesOf } from './moves.ts'
import { deadlineOf } from './progress.ts'
import { hasBegun, revisionAfter } from './revision.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import { availableFrom, type SeenPod } from './seen-pod.ts'
import { matches } from './selector.ts'
import type { Moves, Situation } from './situation.ts'
import { conditionOf, type DeploymentStatus, saysTheSame, statusOf } from './status.ts'

export type Observation = {
  readonly deployment: SeenDeployment
  /** All that are its own or could be, and maybe others. */
  readonly pods: readonly SeenPod[]
  readonly nowMs: number
}

export type Plan = {
  /** To be made before anything else: they change whose Pods are whose, and so the rest of the plan. */
  readonly claims: readonly Claim[]
  readonly moves: Moves
  readonly status: DeploymentStatus
  /** To be noted on the Deployment last, once its status tells of the roll-out that it counts. */
  readonly revision: { readonly [annotation: string]: string } | undefined
  /** When something changes that nobody will tell of. */
  readonly lookAgainMs: number | undefined
}

/** What is to be done for a Deployment now. */
export function planFor({ deployment, pods, nowMs }: Observation): Plan {
  const own = pods.filter(
    (pod) => isOwned(pod, deployment) && matches(deployment.selector, pod.labels),
  )
  const situation = {
    deployment,
    crowd: crowdOf(deployment, own, nowMs),
    bounds: boundsOf(deployment.strategy, deployment.replicas),
    nowMs,
  }
  const moves = movesOf(situation)
  const status = statusOf(situation, moves)
  const isNoted = deployment.isPaused || deployment.isDeleting || hasBegun(deployment)
  return {
    claims: claimsOf(deployment, pods),
    moves,
    status,
    revision: isNoted ? undefined : revisionAfter(deployment),
    lookAgainMs: soonest(situation, status),
  }
}

/** Whether all is as it should be. */
export function isSettled({ claims, moves, status, revision }: Plan, deployment: SeenDeployment) {
  const isStill = claims.length + moves.make.length + moves.remove.length === 0
  return isStill && revision === undefined && saysTheSame(status, deployment.status)
}

/** A Pod that has been ready for long enough, one that gives up its place, a deadline that passes. */
function soonest(
  { deployment, crowd, nowMs }: Situation,
  status: DeploymentStatus,
): number | undefined {
  const moments = [
    ...[...crowd.present, ...crowd.former].map((pod) => availableFrom(pod, deployment.minReadyMs)),
    ...crowd.holding.map(heldUntil),
    deadlineOf(deployment, conditionOf(status, 'Progressing')),
  ]
  const ahead = moments.filter((moment) => moment > nowMs && Number.isFinite(moment))
  return ahead.length === 0 ? undefined : Math.min(...ahead) - nowMs
}
