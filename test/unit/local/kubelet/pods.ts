import type { Life } from '../../../../src/local/kubelet/life/life.ts'
import { takenOn } from '../../../../src/local/kubelet/life/recall.ts'
import type { Situation } from '../../../../src/local/kubelet/life/steps.ts'
import { type Pod, podOf } from '../../../../src/local/kubelet/pod/pod.ts'
import { refusalsOf } from '../../../../src/local/kubelet/pod/refusals.ts'
import type { Container, PodSpec } from '../../../../src/local/kubelet/pod/spec.ts'
import type { PodStatus } from '../../../../src/local/kubelet/pod/status.ts'
import { defaultSettings } from '../../../../src/local/kubelet/settings.ts'

type Given = {
  readonly spec?: Partial<PodSpec>
  readonly status?: PodStatus
  readonly metadata?: object
}

export const web: Container = { name: 'web', image: 'web' }

/** A Pod as the server has it. */
export function podWith({ spec, status, metadata }: Given = {}): Pod {
  return podOf({
    metadata: {
      ...{ namespace: 'city', name: 'bikes', uid: 'u1', resourceVersion: '7', generation: 1 },
      ...metadata,
    },
    spec: { nodeName: 'local', containers: [web], ...spec },
    status: status ?? {},
  })
}

export const place = { address: '127.0.0.1', cpus: 4, memoryBytes: 8 * 2 ** 30 }

/** What is known of a Pod that was just taken on. */
export const lifeOf = (pod: Pod, ports = {}): Life => takenOn(pod, ports, { now: 0, wall: 0 })

export function situation(pod: Pod, life = lifeOf(pod), now = 0): Situation {
  return { pod, refusals: refusalsOf(pod.spec), life, now, settings: defaultSettings }
}
