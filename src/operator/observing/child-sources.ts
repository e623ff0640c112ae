import type { Door } from '../../kube/door.ts'
import type { Stored } from '../../kube/objects.ts'
import { type Resource, resources } from '../../kube/resources.ts'
import { createSource } from '../../kube/source.ts'
import type { Entry, Source } from '../../reconciler/source.ts'
import type { PlainKind } from './children.ts'
import { ofOurs } from './labels.ts'
import { childOf, type SeenChild } from './seen-child.ts'
import { deploymentOf, type SeenDeployment } from './seen-deployment.ts'
import { podOf, type SeenPod } from './seen-pod.ts'
import { type SeenService, serviceOf } from './seen-service.ts'
import { createSharing } from './sharing.ts'

export type ChildSources = {
  readonly deployments: Source<SeenDeployment>
  readonly services: Source<SeenService>
  readonly pods: Source<SeenPod>
  readonly plain: { readonly [kind in PlainKind]: Source<SeenChild> }
}

type Options = {
  /** All of them, if absent. */
  readonly namespace?: string
  readonly chance: () => number
}

/** Whatever may belong to an experiment. Evidence, records and Secrets are never followed: they bear no such label. */
export function childSources(door: Door, options: Options): ChildSources {
  const shared = createSharing()
  function source<T extends Entry>(resource: Resource, project: (object: Stored) => T) {
    return createSource(door, resource, { ...options, project, labelSelector: ofOurs })
  }
  /** Of these the metadata alone: whoever may label a large ConfigMap could fill our memory. */
  const bare = (resource: Resource) =>
    createSource(door, resource, {
      ...options,
      project: (object) => childOf(resource.kind, object, shared),
      metadataOnly: true,
      labelSelector: ofOurs,
    })
  return {
    deployments: source(resources.deployments, (object) => deploymentOf(object, shared)),
    services: source(resources.services, (object) => serviceOf(object, shared)),
    pods: source(resources.pods, podOf),
    plain: {
      ConfigMap: bare(resources.configMaps),
      NetworkPolicy: bare(resources.networkPolicies),
      PodDisruptionBudget: bare(resources.podDisruptionBudgets),
      HorizontalPodAutoscaler: bare(resources.horizontalPodAutoscalers),
    },
  }
}
