import type { Routers, Settings } from '../../plan/observation.ts'
import { placeOfPod, placeOfService } from './places.ts'
import { troubleIn } from './pod-troubles.ts'
import { refusedPods } from './refused-pods.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { SeenPod } from './seen-pod.ts'
import type { SeenService } from './seen-service.ts'
import { serves } from './workload.ts'

type Seen = {
  /** Of the experiment. */
  readonly key: string
  readonly deployment: SeenDeployment | undefined
  /** The clients' door. */
  readonly service: SeenService | undefined
  readonly pods: readonly SeenPod[]
}

/** How it stands with the routers, but for what they have said of plans. */
export function routersOf(
  { key, deployment, service, pods }: Seen,
  cluster: Settings['cluster'],
): Omit<Routers, 'obeyed' | 'missingKeys'> {
  const url = service && urlOf(key, service, cluster)
  const trouble = troubleIn(pods) ?? refusedPods(deployment, 'ObjectInvalid')
  return {
    ready: pods.filter(serves).length,
    asked: deployment?.replicas ?? 0,
    ...(url !== undefined && { url }),
    ...(trouble !== undefined && { trouble }),
  }
}

/** A router that exists, ready or not: it may have a tally, and must hear of plans. */
export type RouterPod = {
  readonly uid: string
  readonly name: string
  /** Of its admin port, `address:port`; none before it starts. */
  readonly address: string | undefined
  readonly isReady: boolean
  readonly isLeaving: boolean
}

export const routerPodsOf = (pods: readonly SeenPod[]): readonly RouterPod[] =>
  pods
    .filter(({ hasEnded }) => !hasEnded)
    .map((pod) => ({
      uid: pod.uid,
      name: pod.key.slice(pod.key.indexOf('/') + 1),
      address: placeOfPod({ ...pod, ports: pod.ports.filter(isAdmin) }, undefined),
      isReady: pod.isReady,
      isLeaving: pod.isLeaving,
    }))

const isAdmin = ({ name, port }: SeenPod['ports'][number]) => name === 'admin' || port === 9090

/** By its name where names lead somewhere. */
function urlOf(key: string, service: SeenService, cluster: Settings['cluster']) {
  const [namespace, name] = key.split('/')
  if (cluster === 'Kubernetes') return `http://${name}.${namespace}.svc`
  const place = placeOfService(service, 80, cluster)
  return place && `http://${place}`
}
