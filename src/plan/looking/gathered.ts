import { type Evidence, evidenceOf } from '../../evidence/merged.ts'
import type { Metric } from '../../evidence/metrics/metric.ts'
import type { Source, Tally } from '../../evidence/tally.ts'
import type { Observed } from '../../stats/effects/observed.ts'
import type { Asked } from '../../stats/strata/stratum.ts'
import type { Case, JudgedContest } from './case.ts'

/** The evidence that a case is about. */
export type Gathered = {
  readonly asked: Case
  readonly evidence: Evidence
  readonly source: Source
}

/** What is to be observed. */
export type Measured = {
  readonly counted: Metric
  /** Of latency; what else is counted has none. */
  readonly quantile: number
}

/** What is observed of one challenger. */
export type Observe = (challenger: string) => Observed

const sources: { readonly [C in JudgedContest]: Source } = {
  Shadowing: 'Shadow',
  Comparing: 'Live',
  Validating: 'Live',
}

/** All tallies of its round, merged once. O(rows of unit samples). */
export const gathered = (asked: Case, tallies: readonly Tally[]): Gathered => ({
  asked,
  evidence: evidenceOf(tallies, asked.round),
  source: sources[asked.contest],
})

/** Which strata are wanted of one challenger, where outcomes take so long. */
export const wantedOf = (
  { champion, epochs, slices, nowMs }: Case,
  challenger: string,
  delayMs: number,
): Omit<Asked<never>, 'statistic'> => ({ champion, challenger, epochs, slices, delayMs, nowMs })
