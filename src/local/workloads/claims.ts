import { ownerReference } from './pods.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import { hashOfPod, type SeenPod } from './seen-pod.ts'
import { matches } from './selector.ts'

/** Whose owner is to be written anew, and the owners that it is to have. */
export type Claim = { readonly pod: SeenPod; readonly owners: SeenPod['owners'] }

/** Nobody's, though a Deployment may have made it: one that was deleted, and its Pods left alone. */
export const isOrphan = (pod: SeenPod): boolean =>
  pod.owner === 'nobody' && !pod.isLeaving && hashOfPod(pod) !== ''

/**
 * Adopts orphans whose labels match, and lets go of Pods whose labels no longer do: whoever takes a label
 * from a Pod to look into it keeps the Pod, and the Deployment gets another.
 */
export function claimsOf(deployment: SeenDeployment, pods: readonly SeenPod[]): readonly Claim[] {
  if (deployment.isDeleting) return []
  return pods.flatMap((pod) => {
    const isMatching = matches(deployment.selector, pod.labels)
    if (isMatching && isOrphan(pod)) {
      return { pod, owners: [...pod.owners, ownerReference(deployment)] }
    }
    if (isMatching || !isOwned(pod, deployment) || pod.isLeaving) return []
    return { pod, owners: pod.owners.filter(({ uid }) => uid !== deployment.uid) }
  })
}

export const isOwned = ({ owner }: SeenPod, { uid }: { readonly uid: string }): boolean =>
  typeof owner === 'object' && owner.uid === uid
