import type { Outcome } from '../outcomes/outcome.ts'

/** A statistic that is written to: outcomes go in, and what was counted so far comes out. */
export type Counter<S> = {
  /** `count` outcomes that are alike, 1 if not given. */
  readonly add: (outcome: Outcome, count?: number) => void
  readonly read: () => S
}

/** What is counted, if not the outcome itself. */
export type Measure = (outcome: Outcome) => number
