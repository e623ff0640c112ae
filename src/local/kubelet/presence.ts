import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import { isEarlier } from '../../kube/versions.ts'
import { type Pod, podOf } from './pod/pod.ts'
import type { PodStatus } from './pod/status.ts'
import { type PortMap, portsAnnotation } from './program/ports.ts'
import { saysTheSame } from './status/status.ts'

type Ports = {
  readonly door: Pick<Door, 'patch' | 'applyStatus' | 'remove'>
  readonly seen: (key: string) => Pod | undefined
}

/** Pods as the API has them: as they were seen, or as our own last write, whichever is newer, has made them. */
export function createPresence({ door, seen }: Ports) {
  const written = new Map<string, Pod>()

  function newest(key: string): Pod | undefined {
    const pod = seen(key)
    const own = pod && written.get(pod.uid)
    if (pod === undefined || own === undefined) return pod
    if (isEarlier(pod.version, own.version)) return own
    written.delete(pod.uid)
    return pod
  }

  /** Says on the Pod where its ports are. */
  async function announce(pod: Pod, ports: PortMap, signal: AbortSignal): Promise<Pod> {
    const text = JSON.stringify(ports)
    if (text === '{}' || pod.annotations[portsAnnotation] === text) return pod
    const changes = { metadata: { annotations: { [portsAnnotation]: text } } }
    const at = { resourceVersion: pod.version, uid: pod.uid }
    return keep(podOf(await door.patch(resources.pods, pod, changes, at, { signal })))
  }

  /** Writes a status that says something else than the present one. */
  async function report(pod: Pod, status: PodStatus, signal: AbortSignal): Promise<Pod> {
    if (saysTheSame(pod.status, status)) return pod
    const { namespace, name, uid, version: resourceVersion } = pod
    const at = { namespace, name, uid, resourceVersion }
    return keep(podOf(await door.applyStatus(resources.pods, at, status, { signal })))
  }

  function keep(pod: Pod): Pod {
    written.set(pod.uid, pod)
    return pod
  }

  async function remove({ uid, ...pod }: Pod, signal: AbortSignal): Promise<void> {
    written.delete(uid)
    await door.remove(resources.pods, pod, { uid }, { graceSeconds: 0, signal })
  }

  return { newest, announce, report, remove, forget: (uid: string) => void written.delete(uid) }
}

export type Presence = ReturnType<typeof createPresence>
