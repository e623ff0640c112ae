import { group, kind } from '../api/names.ts'
import type { ExperimentStatus } from '../api/status.ts'
import { keyOf, type Stored } from '../kube/objects.ts'
import type { Entry } from '../reconciler/source.ts'

/** What the operator keeps of an experiment. */
export type SeenExperiment = Entry & {
  readonly uid: string
  readonly generation: number
  readonly status: Pick<ExperimentStatus, 'observedGeneration' | 'conditions'>
}

/** What it keeps of an object that may belong to an experiment. */
export type SeenChild = Entry & { readonly owner: string | undefined }

export function experimentOf({ metadata, ...object }: Stored): SeenExperiment {
  const { observedGeneration, conditions }: SeenExperiment['status'] = object['status'] ?? {}
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    status: {
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
      ...(conditions === undefined ? {} : { conditions }),
    },
  }
}

/** Whoever controls an object is in its own namespace: owner references don't reach further. */
export function childOf({ metadata }: Stored): SeenChild {
  const owner = metadata.ownerReferences?.find(
    (reference) =>
      reference.controller === true &&
      reference.kind === kind &&
      reference.apiVersion.startsWith(`${group}/`),
  )
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    owner: owner && keyOf({ ...metadata, name: owner.name }),
  }
}
