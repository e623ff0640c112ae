import type { ExperimentSpec } from '../../api/experiment.ts'
import { group } from '../../api/names.ts'
import type { ExperimentStatus } from '../../api/status.ts'
import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'

/** What the operator keeps of an experiment. */
export type SeenExperiment = Entry & {
  readonly uid: string
  readonly generation: number
  /** Ours alone: what others write there may be long. */
  readonly annotations: { readonly [name: string]: string }
  readonly spec: ExperimentSpec
  /** As it stands; empty where nothing was ever said. */
  readonly status: ExperimentStatus
  readonly isLeaving: boolean
}

/** The API server has checked it against our schema, and filled in what is a default. */
export function experimentOf({ metadata, ...object }: Stored): SeenExperiment {
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    annotations: ownIn(metadata.annotations ?? {}),
    spec: object['spec'] as ExperimentSpec,
    status: object['status'] ?? {},
    isLeaving: metadata.deletionTimestamp !== undefined,
  }
}

const ownIn = (annotations: SeenExperiment['annotations']): SeenExperiment['annotations'] =>
  Object.fromEntries(Object.entries(annotations).filter(([name]) => name.startsWith(`${group}/`)))
