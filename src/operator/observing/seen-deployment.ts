import type { Stored } from '../../kube/objects.ts'
import { childOf, type SeenChild } from './seen-child.ts'

export type SeenDeployment = SeenChild & {
  /** Whoever asks for them: a scaler, too. */
  readonly replicas: number
  /** Why pods cannot be made, in the API server's words. */
  readonly refused: string | undefined
}

type Status = {
  readonly conditions?: readonly {
    readonly type: string
    readonly status: string
    readonly message?: string
  }[]
}

export function deploymentOf(object: Stored, shared: (text: string) => string): SeenDeployment {
  const { replicas = 1 }: { readonly replicas?: number } = object['spec'] ?? {}
  const { conditions = [] }: Status = object['status'] ?? {}
  const failure = conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  )
  return {
    ...childOf('Deployment', object, shared),
    replicas,
    refused: failure && (failure.message ?? '').slice(0, 512),
  }
}
