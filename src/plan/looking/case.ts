import type { Memory } from '../../stats/decision/judge.ts'
import type { DecisionMethod } from '../../stats/decision/look.ts'
import type { Losses } from '../../stats/quality/quality.ts'
import type { Slices } from '../../stats/strata/maturity.ts'
import type { EpochShares } from '../../stats/strata/stratum.ts'
import type { QueryAnswer } from '../observation.ts'
import type { Contest } from '../record/record.ts'
import type { AskedMetric } from './asked-metric.ts'

/** All that a look depends on besides the tallies: with them it gives the same verdict, on any machine. Plain JSON. */
export type Case = {
  readonly format: 1
  readonly round: number
  readonly contest: JudgedContest
  /** It can only stop the round: the objective is not asked. */
  readonly isPrelude: boolean
  /** Whom all are compared with; in a validation, the former champion. */
  readonly champion: string
  /** All that entered, whoever has left; in a validation, the new champion alone. */
  readonly challengers: readonly Contender[]
  /** Those of this contest, each with the shares of every variant of the round, 0 for who has none. */
  readonly epochs: readonly EpochShares[]
  readonly slices: Slices
  readonly metrics: readonly AskedMetric[]
  readonly decision: Decision
  /** Whether units may come back. */
  readonly hasUnit: boolean
  readonly plannedN: number
  /** Since the round opened, or the validation; what did not count is left out. */
  readonly elapsedMs: number
  readonly nowMs: number
  readonly queries: { readonly [metric: string]: QueryAnswer }
  /** Intervals of the routers' tallies that nobody has; absent: as far as the tallies themselves tell. */
  readonly losses?: Losses
  /** What earlier looks at this contest have left. */
  readonly memory: Memory
}

/** Who merely serves is not judged. */
export type JudgedContest = Exclude<Contest, 'Serving'>

export type Contender = {
  readonly key: string
  /** Which try at this champion: 1 the first. */
  readonly attempt: number
  /** It is out of the round, or has no place in it; its entry still divides alpha. */
  readonly isOut?: true
}

type Decision = {
  readonly method: DecisionMethod
  readonly alpha: number
  readonly harmAlpha: number
  readonly minimumMs: number
  readonly maximumMs: number
}
