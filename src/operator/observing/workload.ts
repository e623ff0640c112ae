import type { Settings, Trouble, Workload } from '../../plan/observation.ts'
import { placeOfPod, placeOfService } from './places.ts'
import { troubleIn } from './pod-troubles.ts'
import { refusedPods } from './refused-pods.ts'
import { restartsLately } from './restarts.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { SeenPod } from './seen-pod.ts'
import type { SeenService } from './seen-service.ts'

/** All that is known of what runs for one variant. */
export type Seen = {
  readonly deployment: SeenDeployment | undefined
  readonly service: SeenService | undefined
  readonly pods: readonly SeenPod[]
  /** Of pods, by uid: what they have said themselves. */
  readonly said: { readonly [uid: string]: Said }
  /** Of the Secret that it names. */
  readonly secret: Trouble | undefined
}

export type Said = { readonly digest?: string; readonly trouble?: Trouble }

export const serves = ({ isReady, isLeaving, hasEnded }: SeenPod): boolean =>
  isReady && !isLeaving && !hasEnded

/** What runs of a variant, from what was seen of it. */
export function workloadOf(seen: Seen, cluster: Settings['cluster'], nowMs: number): Workload {
  const { deployment, service, pods, said } = seen
  const ready = pods.filter(serves)
  const place = service && placeOfService(service, undefined, cluster)
  const trouble = gravest(seen)
  return {
    ready: ready.length,
    asked: deployment?.replicas ?? 0,
    endpoints: sorted(ready.map((pod) => placeOfPod(pod, targetOf(service)))),
    ...(place !== undefined && { service: place }),
    digests: sorted(ready.map(({ uid }) => said[uid]?.digest)),
    restarts: restartsLately(pods, nowMs),
    ...(trouble !== undefined && { trouble }),
  }
}

/** Where a pod of a variant takes predictions, by its Service. */
export const targetOf = (service: SeenService | undefined) => service?.ports[0]?.target

/** What lacks the most comes first: without it, what follows is no wonder. */
function gravest({ deployment, pods, said, secret }: Seen): Trouble | undefined {
  const unready = pods.filter((pod) => !serves(pod) && !pod.isLeaving)
  const own = unready.map(({ uid }) => said[uid]?.trouble).find((trouble) => trouble !== undefined)
  return secret ?? own ?? troubleIn(pods) ?? refusedPods(deployment, 'TemplateInvalid')
}

const sorted = (texts: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(texts.filter((text) => text !== undefined))].sort()
