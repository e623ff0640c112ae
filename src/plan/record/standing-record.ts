import type { Observation } from '../observation.ts'
import { annotations } from '../requests/asked.ts'
import { adopted } from './adopt.ts'
import { begun } from './begin.ts'
import type { ExperimentRecord } from './record.ts'

/** The record that a pass starts from: the one that is there, or the first step towards it. */
export type Standing =
  | { readonly record: ExperimentRecord; readonly isNew: boolean }
  /** It can't be read. Nothing is done before somebody has restored it. */
  | { readonly corrupt: string }

export function standingRecord(o: Observation): Standing {
  const { record: seen, experiment, term } = o
  if (seen.is === 'Corrupt') return { corrupt: seen.why }
  if (seen.is === 'Absent') return { record: begun(o), isNew: true }
  const { record } = seen
  if (record.presentUid === experiment.uid) {
    // Its term makes whatever an earlier leader still has in its hands stale.
    return record.term === term
      ? { record, isNew: false }
      : { record: { ...record, term }, isNew: true }
  }
  if (experiment.annotations[annotations.fresh] === 'true') return { record: begun(o), isNew: true }
  return { record: { ...adopted(record, o), term }, isNew: true }
}
