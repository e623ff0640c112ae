import type { ExperimentStatus } from '../api/status.ts'
import type { Reconcile } from '../reconciler/controller.ts'
import type { SeenExperiment } from './observing/seen-experiment.ts'
import { wantedStatus } from './readiness.ts'

export type World = {
  /** What is known of an experiment; nothing, once it is gone. */
  readonly observe: (key: string) => SeenExperiment | undefined
  /** Refused with `StaleWrite` unless the experiment still is as it was observed. */
  readonly report: (
    seen: SeenExperiment,
    status: ExperimentStatus,
    signal: AbortSignal,
  ) => Promise<void>
  readonly wall: () => number
}

/** Observe, plan, apply: each pass starts from what is, never from what happened. */
export function createReconcile({ observe, report, wall }: World): Reconcile {
  return async function reconcile(key, signal) {
    const seen = observe(key)
    if (seen === undefined) return {} // gone; owner references remove what belonged to it
    const status = wantedStatus(seen, new Date(wall()))
    if (status !== undefined) await report(seen, status, signal)
    return {}
  }
}
