import { effective } from '../api/effective.ts'
import type { ExperimentSpec } from '../api/experiment.ts'
import type { Observation } from './observation.ts'
import type { ExperimentRecord } from './record/record.ts'
import { isSettled } from './record/settled.ts'
import type { Variant } from './variants/variant.ts'
import { variantsOf } from './variants/variants.ts'

type Effective = ReturnType<typeof effective>

/** How a spec is understood, beside the record that it meets. */
export type Understood = {
  readonly spec: ExperimentSpec
  readonly effective: Effective
  /** All of the spec, in its order. */
  readonly variants: readonly Variant[]
  /** Those that challenge the present champion: neither it nor its like, and not settled against it. */
  readonly challengers: readonly Variant[]
}

export function understood(
  { spec }: Pick<Observation, 'spec'>,
  record: ExperimentRecord,
): Understood {
  const variants = variantsOf(spec)
  const challengers = variants.filter(
    ({ key }) => key !== record.champion.variant.key && !isSettled(record, key),
  )
  return { spec, effective: effective(spec), variants, challengers }
}

/** The same before there is a record. */
export const understoodFirst = (
  spec: ExperimentSpec,
  variants: readonly Variant[],
  challengers: readonly Variant[],
): Understood => ({ spec, effective: effective(spec), variants, challengers })
