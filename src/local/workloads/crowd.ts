import type { SeenDeployment } from './seen-deployment.ts'
import { availableFrom, hashOfPod, type SeenPod } from './seen-pod.ts'

/** The Pods of a Deployment, by what they count for. */
export type Crowd = {
  /** Of the template as it stands; they run, or will. */
  readonly present: readonly SeenPod[]
  /** The same of templates that it had before. */
  readonly former: readonly SeenPod[]
  /** Told to stop, and still running. */
  readonly leaving: readonly SeenPod[]
  /** Of those that ended by themselves: who is to be removed, and who keeps its place a little longer. */
  readonly spent: readonly SeenPod[]
  readonly holding: readonly SeenPod[]
}

/** What ended sooner than this after its creation is not replaced before: what cannot run would churn. */
const holdMs = 10_000

export function crowdOf({ hash }: SeenDeployment, pods: readonly SeenPod[], nowMs: number): Crowd {
  const isSpent = ({ phase }: SeenPod) => phase === 'Failed' || phase === 'Succeeded'
  const isPresent = (pod: SeenPod) => hashOfPod(pod) === hash
  const isHolding = (pod: SeenPod) =>
    isPresent(pod) && nowMs >= pod.createdMs && nowMs < heldUntil(pod)
  const [told, staying] = split(pods, ({ isLeaving }) => isLeaving)
  const leaving = told.filter((pod) => !isSpent(pod))
  const [ended, active] = split(staying, isSpent)
  const [holding, spent] = split(ended, isHolding)
  const [present, former] = split(active, isPresent)
  return { present, former, leaving, spent, holding }
}

export const heldUntil = ({ createdMs }: SeenPod): number => createdMs + holdMs

export function isAvailable(pod: SeenPod, { minReadyMs }: SeenDeployment, nowMs: number): boolean {
  return availableFrom(pod, minReadyMs) <= nowMs
}

/** Those for whom it is so, and the others. */
export function split<T>(
  all: readonly T[],
  isSo: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(isSo), all.filter((one) => !isSo(one))]
}
