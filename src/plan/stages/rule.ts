import type { FailureCode } from '../../errors.ts'
import type { Judgement } from '../../stats/decision/judge.ts'
import type { Case } from '../looking/case.ts'
import type { Observation } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import type { Understood } from '../understood.ts'

/** All that a rule sees. */
export type Inquiry = {
  readonly o: Observation
  readonly record: ExperimentRecord
  readonly u: Understood
  /** One look at the evidence of the present contest, made when somebody wants it; nothing during an outage. */
  readonly look: () => Looked | undefined
}

export type Looked = { readonly case: Case; readonly digest: string; readonly judgement: Judgement }

/**
 * What a rule thinks: the record as it should be, or what the stage waits for. To wait is an opinion, too, and has its
 * reason.
 */
export type Step =
  | { readonly next: ExperimentRecord; readonly after?: Looked | undefined }
  | { readonly waits: Waiting }

export type Waiting = {
  /** One word; of a failure its one name. */
  readonly reason: string
  readonly message: string
  /** Nothing goes on until a person changes something. */
  readonly stalledBy?: FailureCode
}

export type StageRule = {
  readonly name: string
  readonly sentence: string
  readonly speak: (inquiry: Inquiry) => Step | undefined
}

export const waitsFor = (reason: string, message: string, stalledBy?: FailureCode): Step => ({
  waits: { reason, message, ...(stalledBy === undefined ? {} : { stalledBy }) },
})
