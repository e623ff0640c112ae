import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import { together } from '../together.ts'
import { isOwned } from './claims.ts'
import { deploymentOf, type SeenDeployment } from './seen-deployment.ts'
import { podOf, type SeenPod } from './seen-pod.ts'
import { matches, selectorText } from './selector.ts'

type Seen = { readonly deployment: SeenDeployment; readonly pods: readonly SeenPod[] }

/** How things stand now; `undefined` where the Deployment is gone, which will be told. */
export async function lookAt(
  door: Pick<Door, 'get' | 'list'>,
  known: SeenDeployment,
  remembered: readonly SeenPod[],
  signal: AbortSignal,
): Promise<Seen | undefined> {
  const { namespace, name } = known
  const stored = await door.get(resources.deployments, { namespace, name }, { signal })
  if (stored === undefined) return undefined
  const deployment = deploymentOf(stored)
  const labelSelector = selectorText(deployment.selector)
  const matching = await door.list(resources.pods, {
    ...{ namespace, labelSelector, project: podOf, signal },
  })
  const strays = remembered.filter(
    (pod) => isOwned(pod, deployment) && !matches(deployment.selector, pod.labels),
  )
  const found = await together(strays.map((pod) => door.get(resources.pods, pod, { signal })))
  const others = found.filter((pod) => pod !== undefined).map(podOf)
  const listed = new Set(matching.entries.map(({ name }) => name))
  const unlisted = others.filter((pod) => !listed.has(pod.name))
  return { deployment, pods: [...matching.entries, ...unlisted] }
}
