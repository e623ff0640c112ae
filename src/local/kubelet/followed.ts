import type { Door } from '../../kube/door.ts'
import { keyOf, type Stored } from '../../kube/objects.ts'
import { type Resource, resources } from '../../kube/resources.ts'
import { createSource } from '../../kube/source.ts'
import type { Entry } from '../../reconciler/source.ts'
import { following, type LoopPorts } from '../loop.ts'
import type { Mentioned } from './pod/mentions.ts'
import { type Pod, podsOf } from './pod/pod.ts'

type Options = Pick<LoopPorts, 'clock' | 'chance'> & {
  readonly door: Pick<Door, 'list' | 'newest' | 'watch'>
  readonly nodeName: string
}

/**
 * What a kubelet follows: the Pods of its node, and of ConfigMaps and Secrets no more than that they have
 * changed. What they hold is read when a Pod needs it.
 */
export function createFollowed({ door, nodeName, clock, chance }: Options) {
  const project = podsOf(nodeName)
  const pods = following(
    createSource<Pod>(door, resources.pods, { project, clock, chance }),
    (pod) => [pod.key],
  )
  const changes = (kind: Mentioned, resource: Resource) =>
    following(
      createSource<Entry>(door, resource, {
        project: versionOf,
        metadataOnly: true,
        clock,
        chance,
      }),
      ({ key }) =>
        [...pods.known.values()]
          .filter(({ mentions }) => mentions.has(`${kind} ${key}`))
          .map((pod) => pod.key),
    )
  const configMaps = changes('ConfigMap', resources.configMaps)
  const secrets = changes('Secret', resources.secrets)

  /** Changes whenever something may have changed that the files of a Pod are made of. */
  function stampOf({ mentions, labels, annotations }: Pod): string {
    const versions = [...mentions].map((mentioned) => {
      const [kind, key = ''] = mentioned.split(' ')
      return (kind === 'Secret' ? secrets : configMaps).known.get(key)?.version
    })
    return JSON.stringify([versions, labels, annotations])
  }

  return {
    pods: pods.known,
    stampOf,
    all: [pods.followed, configMaps.followed, secrets.followed],
  }
}

const versionOf = ({ metadata }: Stored): Entry => ({
  key: keyOf(metadata),
  version: metadata.resourceVersion,
})
