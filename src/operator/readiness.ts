import type { ExperimentStatus } from '../api/status.ts'
import type { SeenExperiment } from './observing/seen-experiment.ts'

/** All that this operator can truly say of an experiment yet. */
const ready = {
  type: 'Ready',
  status: 'Unknown',
  reason: 'NotServing',
  message: 'Contender watches this experiment; this version does not serve models yet.',
} as const

/**
 * The status that an experiment should have, or `undefined` where it has it: then nothing is written,
 * or every write would wake the next.
 */
export function wantedStatus(seen: SeenExperiment, now: Date): ExperimentStatus | undefined {
  const { generation, status } = seen
  const present = status.conditions?.find(({ type }) => type === ready.type)
  const isSaid =
    present !== undefined &&
    present.status === ready.status &&
    present.reason === ready.reason &&
    present.message === ready.message &&
    present.observedGeneration === generation
  if (isSaid && status.observedGeneration === generation) return undefined
  const lastTransitionTime =
    present?.status === ready.status ? present.lastTransitionTime : now.toISOString()
  return {
    observedGeneration: generation,
    conditions: [{ ...ready, lastTransitionTime, observedGeneration: generation }],
  }
}
