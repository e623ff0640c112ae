import { createCache } from '../../reconciler/cache.ts'
import { remembering } from './restarts.ts'
import { concerned, type SeenChild } from './seen-child.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import type { SeenPod } from './seen-pod.ts'
import type { SeenService } from './seen-service.ts'

/** Kinds of which nothing but the metadata is followed. */
export const plainKinds = [
  'ConfigMap',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
] as const
export type PlainKind = (typeof plainKinds)[number]

const byExperiment = { experiment: concerned }

/** All that is known of the children of all experiments, found by the key of the experiment. */
export function createChildren() {
  const deployments = createCache<SeenDeployment, 'experiment'>(byExperiment)
  const services = createCache<SeenService, 'experiment'>(byExperiment)
  const pods = createCache<SeenPod, 'experiment'>({
    experiment: ({ experiment }) => (experiment === undefined ? [] : [experiment]),
  })
  const plain = Object.fromEntries(
    plainKinds.map((kind) => [kind, createCache<SeenChild, 'experiment'>(byExperiment)]),
  ) as Record<PlainKind, ReturnType<typeof createCache<SeenChild, 'experiment'>>>
  const caches = { Deployment: deployments, Service: services, ...plain }
  const all = Object.values(caches)

  return {
    /** What followers fill. */
    ...{ deployments, services, plain, pods: remembering(pods) },
    deployment: deployments.get,
    service: services.get,
    podsOf: (experiment: string) => pods.by('experiment', experiment),
    /** Of one kind that is followed; of others nothing is known. */
    get: (kind: string, key: string): SeenChild | undefined =>
      isFollowed(kind) ? caches[kind].get(key) : undefined,
    /** Of every kind that is followed, but for pods. */
    of: (experiment: string): readonly SeenChild[] =>
      all.flatMap((cache): readonly SeenChild[] => cache.by('experiment', experiment)),
  }
}

export type Children = ReturnType<typeof createChildren>

type FollowedKind = 'Deployment' | 'Service' | PlainKind
export const isFollowed = (kind: string): kind is FollowedKind =>
  ['Deployment', 'Service', ...plainKinds].includes(kind)
