/** The status of a Pod, as far as a kubelet writes it. */
export type PodStatus = {
  readonly observedGeneration?: number
  readonly phase?: Phase
  readonly reason?: string
  readonly message?: string
  readonly hostIP?: string
  readonly hostIPs?: readonly { readonly ip: string }[]
  readonly podIP?: string
  readonly podIPs?: readonly { readonly ip: string }[]
  readonly startTime?: string
  readonly qosClass?: string
  readonly conditions?: readonly Condition[]
  readonly initContainerStatuses?: readonly ContainerStatus[]
  readonly containerStatuses?: readonly ContainerStatus[]
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[]
}

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed'

export type Condition = {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

export type ContainerStatus = {
  readonly name: string
  readonly image: string
  readonly imageID: string
  readonly containerID?: string
  readonly ready: boolean
  readonly started: boolean
  readonly restartCount: number
  readonly state: ContainerState
  readonly lastState: ContainerState
}

export type ContainerState = {
  readonly waiting?: Waiting
  readonly running?: { readonly startedAt: string }
  readonly terminated?: Terminated
}

/** Why a container does not run, in one word that programs read, and in a sentence. */
export type Waiting = { readonly reason: string; readonly message?: string }

export type Terminated = {
  readonly exitCode: number
  readonly signal?: number
  readonly reason: string
  readonly message?: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly containerID?: string
}
