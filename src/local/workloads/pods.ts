import { apiVersionOf, resources } from '../../kube/resources.ts'
import type { SeenDeployment, Template } from './seen-deployment.ts'
import { hashLabel, hashOfPod, type SeenPod } from './seen-pod.ts'

/** What a Pod is made of, its name and its owner aside. */
export type Mould = { readonly hash: string; readonly template: Template }

/** Of the Deployment as it stands. */
export function presentMould({ template, hash }: SeenDeployment): Mould {
  const labels = { ...template.metadata?.labels, [hashLabel]: hash }
  const metadata = { labels, annotations: template.metadata?.annotations ?? {} }
  return { hash, template: { metadata, spec: template.spec } }
}

/**
 * Of a template that the Deployment no longer has: no ReplicaSet keeps it, but a Pod that was made of it does.
 * What a kubelet has noted on the Pod is not a part of it.
 */
export function mouldFrom(pod: SeenPod): Mould {
  const { labels, annotations = {} } = pod.mould.metadata ?? {}
  const { [portsAnnotation]: _, ...kept } = annotations
  return {
    hash: hashOfPod(pod),
    template: { metadata: { ...(labels && { labels }), annotations: kept }, spec: pod.mould.spec },
  }
}

const portsAnnotation = 'contender.dev/ports'

export function podFrom(
  { template: { metadata, spec } }: Mould,
  deployment: SeenDeployment,
  name: string,
) {
  const { apiVersion, kind, namespace } = { ...kindOf(resources.pods), ...deployment }
  return {
    ...{ apiVersion, kind },
    metadata: { namespace, name, ...metadata, ownerReferences: [ownerReference(deployment)] },
    spec,
  }
}

export function ownerReference({ name, uid }: { readonly name: string; readonly uid: string }) {
  const { apiVersion, kind } = kindOf(resources.deployments)
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }
}

const kindOf = (resource: typeof resources.pods | typeof resources.deployments) => ({
  ...{ apiVersion: apiVersionOf(resource), kind: resource.kind },
})
