import type { Volume } from './volume.ts'

/** Of a Pod's spec, what is heeded here. The API server has checked it, and filled in most defaults. */
export type PodSpec = {
  readonly nodeName?: string
  readonly hostname?: string
  readonly hostNetwork?: boolean
  readonly os?: { readonly name: string }
  readonly serviceAccountName?: string
  readonly restartPolicy?: RestartPolicy
  readonly terminationGracePeriodSeconds?: number
  readonly activeDeadlineSeconds?: number
  readonly readinessGates?: readonly { readonly conditionType: string }[]
  readonly resources?: Resources
  readonly volumes?: readonly Volume[]
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly ephemeralContainers?: readonly { readonly name: string; readonly image?: string }[]
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'

export type Container = {
  readonly name: string
  readonly image?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly workingDir?: string
  readonly restartPolicy?: string
  readonly env?: readonly EnvVar[]
  readonly envFrom?: readonly EnvFrom[]
  readonly ports?: readonly ContainerPort[]
  readonly resources?: Resources
  readonly volumeMounts?: readonly VolumeMount[]
  readonly volumeDevices?: readonly unknown[]
  readonly startupProbe?: Probe
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly lifecycle?: {
    readonly postStart?: Action
    readonly preStop?: Action
    readonly stopSignal?: string
  }
  readonly terminationMessagePath?: string
  readonly terminationMessagePolicy?: string
}

export type ContainerPort = {
  readonly containerPort: number
  readonly hostPort?: number
  readonly name?: string
  readonly protocol?: string
}

/** Quantities, as they are written. */
export type Resources = {
  readonly limits?: { readonly [resource: string]: string | number }
  readonly requests?: { readonly [resource: string]: string | number }
}

export type VolumeMount = {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly subPathExpr?: string
}

export type EnvVar = {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly fieldRef?: FieldRef
    readonly resourceFieldRef?: ResourceFieldRef
    readonly configMapKeyRef?: KeyRef
    readonly secretKeyRef?: KeyRef
    readonly fileKeyRef?: unknown
  }
}

export type EnvFrom = {
  readonly prefix?: string
  readonly configMapRef?: NamedRef
  readonly secretRef?: NamedRef
}

type NamedRef = { readonly name: string; readonly optional?: boolean }
export type KeyRef = NamedRef & { readonly key: string }
export type FieldRef = { readonly fieldPath: string }
export type ResourceFieldRef = {
  readonly containerName?: string
  readonly resource: string
  readonly divisor?: string | number
}

/** What a probe or a hook does: one of these. */
export type Action = {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: HttpGet
  readonly tcpSocket?: { readonly host?: string; readonly port: number | string }
  readonly sleep?: { readonly seconds: number }
  readonly grpc?: unknown
}

export type HttpGet = {
  readonly host?: string
  readonly path?: string
  readonly port: number | string
  readonly scheme?: string
  readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[]
}

export type Probe = Action & {
  readonly initialDelaySeconds?: number
  readonly periodSeconds?: number
  readonly timeoutSeconds?: number
  readonly successThreshold?: number
  readonly failureThreshold?: number
  readonly terminationGracePeriodSeconds?: number
}

export const restartPolicyOf = (spec: PodSpec): RestartPolicy => spec.restartPolicy ?? 'Always'

export const graceMsOf = (spec: PodSpec): number =>
  (spec.terminationGracePeriodSeconds ?? 30) * 1000

/** In the order in which they begin. */
export const allContainers = (spec: PodSpec): readonly Container[] => [
  ...(spec.initContainers ?? []),
  ...spec.containers,
]
