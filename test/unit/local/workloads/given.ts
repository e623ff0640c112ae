import type { Stored } from '../../../../src/kube/objects.ts'
import { boundsOf } from '../../../../src/local/workloads/bounds.ts'
import { crowdOf } from '../../../../src/local/workloads/crowd.ts'
import { type Mould, podFrom } from '../../../../src/local/workloads/pods.ts'
import {
  deploymentOf,
  type SeenDeployment,
} from '../../../../src/local/workloads/seen-deployment.ts'
import { podOf, type SeenPod } from '../../../../src/local/workloads/seen-pod.ts'
import type { Situation } from '../../../../src/local/workloads/situation.ts'

/** A Monday at noon. */
export const noon = Date.UTC(2026, 0, 5, 12)
const at = (ms: number) => new Date(ms).toISOString()

type Wishes = {
  readonly metadata?: Partial<Stored['metadata']>
  readonly spec?: object
  readonly status?: object
  readonly image?: string
}

/** The Deployment `web`, as the server has it: three replicas. */
export function deployment({ metadata, spec, status, image = 'v1' }: Wishes = {}): SeenDeployment {
  return deploymentOf({
    metadata: {
      ...{ namespace: 'city', name: 'web', uid: 'd1', resourceVersion: '5', generation: 1 },
      ...metadata,
    },
    spec: {
      replicas: 3,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'server', image }] },
      },
      ...spec,
    },
    status: status ?? {},
  })
}

type Standing = Partial<Pick<SeenPod, 'isLeaving' | 'phase' | 'restarts' | 'cost'>> & {
  readonly name?: string
  readonly owner?: SeenPod['owner']
  readonly labels?: SeenPod['labels']
  readonly createdMs?: number
  /** `undefined`: not ready. */
  readonly readySinceMs?: number | undefined
}

let made = 0

/** A Pod of a Deployment: ready for an hour, unless told otherwise. */
export function pod(of: SeenDeployment | Mould, standing: Standing = {}): SeenPod {
  const template = 'uid' in of ? { hash: of.hash, template: of.template } : of
  const owner = 'uid' in of ? of : deployment()
  const { name = `web-${++made}`, readySinceMs, createdMs = noon - 7_200_000, ...rest } = standing
  const wanted = podFrom(template, owner, name)
  const labels = { ...wanted.metadata.labels, 'pod-template-hash': template.hash }
  const seen = podOf({
    ...wanted,
    metadata: {
      ...wanted.metadata,
      ...{ labels, uid: `uid-${name}`, resourceVersion: String(++made) },
      creationTimestamp: at(createdMs),
    },
    status: { phase: 'Running' },
  })
  const since = 'readySinceMs' in standing ? readySinceMs : noon - 3_600_000
  return { ...seen, ...rest, readySinceMs: since }
}

export const pods = (n: number, of: SeenDeployment, standing: Standing = {}) =>
  Array.from({ length: n }, () => pod(of, standing))

export function situation(
  of: SeenDeployment,
  all: readonly SeenPod[],
  nowMs: number = noon,
): Situation {
  const bounds = boundsOf(of.strategy, of.replicas)
  return { deployment: of, crowd: crowdOf(of, all, nowMs), bounds, nowMs }
}
