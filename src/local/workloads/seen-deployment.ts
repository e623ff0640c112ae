import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import type { Strategy } from './bounds.ts'
import { hashOf } from './hashes.ts'
import type { Selector } from './selector.ts'
import type { DeploymentStatus } from './status.ts'

/** What is kept of a Deployment. */
export type SeenDeployment = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly generation: number
  readonly isDeleting: boolean
  readonly annotations: { readonly [name: string]: string }
  readonly replicas: number
  readonly selector: Selector
  readonly strategy: Strategy
  readonly minReadyMs: number
  /** How long it may go without progress; `undefined` for ever. */
  readonly deadlineMs: number | undefined
  readonly isPaused: boolean
  readonly template: Template
  /** Of the template. */
  readonly hash: string
  readonly status: DeploymentStatus
}

export type Template = {
  readonly metadata?: {
    readonly labels?: { readonly [name: string]: string }
    readonly annotations?: { readonly [name: string]: string }
  }
  readonly spec: { readonly [field: string]: unknown }
}

type Spec = {
  readonly replicas?: number
  readonly selector: Selector
  readonly strategy?: Strategy
  readonly minReadySeconds?: number
  readonly progressDeadlineSeconds?: number
  readonly paused?: boolean
  readonly template: Template
}

export function deploymentOf({ metadata, ...object }: Stored): SeenDeployment {
  const spec = object['spec'] as Spec
  const { replicas = 1, minReadySeconds = 0, progressDeadlineSeconds = noDeadline } = spec
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    generation: metadata.generation ?? 0,
    isDeleting: metadata.deletionTimestamp !== undefined,
    annotations: metadata.annotations ?? {},
    ...{ replicas, selector: spec.selector, strategy: spec.strategy ?? {} },
    minReadyMs: minReadySeconds * 1000,
    deadlineMs: progressDeadlineSeconds === noDeadline ? undefined : progressDeadlineSeconds * 1000,
    isPaused: spec.paused === true,
    ...{ template: spec.template, hash: hashOf(spec.template) },
    status: (object['status'] ?? {}) as DeploymentStatus,
  }
}

/** The API's word for «never»: the largest number that it takes. */
const noDeadline = 2 ** 31 - 1
