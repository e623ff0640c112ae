import type { RoutingPlan } from '../api/routing-plan.ts'
import type { ExperimentStatus } from '../api/status.ts'
import type { Case } from './looking/case.ts'
import type { Memories } from './observation.ts'
import type { ExperimentRecord, Note } from './record/record.ts'
import type { WantedObject } from './wanted/wanted.ts'

/** What the world shall look like next. Applying a plan twice is the same as applying it once. */
export type Plan = {
  /** To be committed before anything else is done, where it is news; nothing, where none can be made. */
  readonly record: ExperimentRecord | undefined
  readonly isNews: boolean
  /** The evidence of a decision: to be kept before the record that names its digest. */
  readonly toKeep: Case | undefined
  /** What this look has latched. */
  readonly memories: Memories
  readonly wanted: readonly WantedObject[]
  /** Whether children that are not wanted may go: whoever had a share has had time to answer. */
  readonly mayRemove: boolean
  readonly routing: RoutingPlan | undefined
  readonly status: ExperimentStatus
  readonly notes: readonly Note[]
  readonly lookAgainMs: number
}
