import type { ExperimentStatus } from '../../../../src/api/status.ts'

type Seen = { readonly generation: number; readonly status: ExperimentStatus | undefined }

/**
 * What Argo CD, Flux and Helm make of an object of a kind that they don't know: sigs.k8s.io/cli-utils, pkg/kstatus/status,
 * `checkGenericProperties` and then `checkReadyCondition`.
 */
export function kstatusOf({ generation, status }: Seen): 'Current' | 'InProgress' | 'Failed' {
  const { observedGeneration, conditions = [] } = status ?? {}
  if (observedGeneration !== undefined && observedGeneration !== generation) return 'InProgress'
  const first = conditions.find(({ type, status: is }) => is === 'True' && type in decisive)
  if (first !== undefined) return decisive[first.type] ?? 'Current'
  const ready = conditions.find(({ type }) => type === 'Ready')
  return ready === undefined || ready.status === 'True' ? 'Current' : 'InProgress'
}

const decisive: { readonly [type: string]: 'InProgress' | 'Failed' } = {
  Reconciling: 'InProgress',
  Stalled: 'Failed',
}

/** Whether `kubectl wait --for=condition=NAME[=STATUS]` returns: kubectl, pkg/cmd/wait, `checkCondition`. */
export function waitReturns({ generation, status }: Seen, name: string, wanted = 'True'): boolean {
  const found = status?.conditions?.find(({ type }) => type === name)
  if (found === undefined || status === undefined) return false
  const observed = found.observedGeneration ?? status.observedGeneration
  return (observed === undefined || observed >= generation) && found.status === wanted
}
