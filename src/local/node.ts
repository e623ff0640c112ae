import { configAt } from '../kube/config.ts'
import { createDoor } from '../kube/door.ts'
import { createKubelet } from './kubelet/kubelet.ts'
import type { Images } from './kubelet/program/image.ts'
import type { Settings } from './kubelet/settings.ts'
import type { LoopPorts } from './loop.ts'
import { createNetwork } from './network/network.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import { thisNode } from './scheduler/this-node.ts'
import type { PodLogs } from './server/pod-logs.ts'
import { together } from './together.ts'
import { createWorkloads } from './workloads/workloads.ts'

export type NodeOptions = LoopPorts & {
  /** Of the API server: this one, or any other. */
  readonly kubeconfig: string
  /** Where pods and Services listen. */
  readonly address: string
  readonly folder: string
  readonly images: Images
  readonly settings?: Partial<Settings> | undefined
}

const nodeName = 'local'
const howToKnow = 'add it with --image NAME=COMMAND'

/** Deployments become Pods, Pods processes of this node, Services addresses: by way of the API alone. */
export function createNode({
  kubeconfig,
  address,
  folder,
  images,
  settings,
  ...ports
}: NodeOptions): {
  readonly logs: PodLogs
  readonly run: (signal: AbortSignal) => Promise<void>
} {
  const door = createDoor(() => configAt(kubeconfig), { owner: 'contender-local' })
  const kubelet = createKubelet({
    door,
    nodeName,
    bindAddress: address,
    folder,
    images,
    howToKnow,
    ...(settings && { settings }),
    ...ports,
  })
  const workloads = createWorkloads({ door, ...ports })
  const scheduler = createScheduler({ door, node: thisNode(nodeName), ...ports })
  const network = createNetwork({ door, bindAddress: address, ...ports })

  /** Where one of them cannot go on, none does. */
  async function run(signal: AbortSignal): Promise<void> {
    const over = new AbortController()
    const ends = AbortSignal.any([signal, over.signal])
    try {
      const parts = [workloads, scheduler, network, kubelet]
      await together(parts.map((part) => part.run(ends).finally(() => over.abort())))
    } finally {
      await door.close()
    }
  }

  return { logs: kubelet.logs, run }
}
