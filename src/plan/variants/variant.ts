import type { ExperimentSpec } from '../../api/experiment.ts'

export type SpecVariant = ExperimentSpec['variants'][number]

/** A variant at a revision: what it is, and how it runs. */
export type Variant = {
  /** `name@revision`, as it is written everywhere. */
  readonly key: string
  readonly name: string
  /** The first eight digits of the hash of what it *is*. */
  readonly revision: string
  /** As the user wrote it, when it was last seen in the spec. */
  readonly spec: SpecVariant
}
