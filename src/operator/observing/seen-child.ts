import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import { accountIn } from './account.ts'
import { experimentNamedBy, experimentThatOwns, type Owner } from './labels.ts'

/** What is kept of an object that may belong to an experiment: of its metadata alone. */
export type SeenChild = Entry & {
  readonly kind: string
  readonly uid: string
  readonly owner: Owner | undefined
  /** For whom it is labelled. */
  readonly experiment: string | undefined
  /** Hash of what we last stated. */
  readonly applied: string | undefined
  /** Which fields are ours; most are the same text, and kept once. */
  readonly account: string
  readonly isLeaving: boolean
}

export const appliedAnnotation = 'contender.dev/applied'

/** Lists don't say of their items of what kind they are, so the reader does. */
export function childOf(
  kind: string,
  { metadata, ...object }: Stored,
  shared: (text: string) => string,
): SeenChild {
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ kind, uid: metadata.uid },
    owner: experimentThatOwns({ metadata, ...object }),
    experiment: experimentNamedBy({ metadata, ...object }),
    applied: metadata.annotations?.[appliedAnnotation],
    account: shared(accountIn(metadata.managedFields)),
    isLeaving: metadata.deletionTimestamp !== undefined,
  }
}

/** Whom a change of it concerns, and under whom it is found. */
export const concerned = ({ owner, experiment }: Pick<SeenChild, 'owner' | 'experiment'>) => [
  ...new Set([owner?.key, experiment].filter((key) => key !== undefined)),
]
