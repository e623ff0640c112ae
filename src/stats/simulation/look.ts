import type { Slices } from '../strata/maturity.ts'
import type { EpochShares } from '../strata/stratum.ts'
import type { Cell } from '../strata/tally-key.ts'
import type { UnitSample } from '../sums/unit-sample.ts'
import type { CountedAnswers, CountedPairs } from './counting/pairs.ts'
import type { Counted } from './counting/statistics.ts'

/** All statistics, of outcomes and of pairs, by name. */
export type AllCounted = Counted & CountedPairs & CountedAnswers

/** What was counted of one metric, cumulatively, as one of the statistics. */
export type Tally = {
  [K in keyof AllCounted]: { readonly as: K; readonly cells: readonly Cell<AllCounted[K]>[] }
}[keyof AllCounted]

/** What an experiment shows at one time: the evidence, and what judging it takes. */
export type Look = {
  readonly nowMs: number
  readonly slices: Slices
  readonly epochs: readonly EpochShares[]
  readonly tallies: { readonly [metric: string]: Tally }
  /** Requests as they were assigned, outcome or not. */
  readonly exposures: readonly Cell<number>[]
  /** Where units come back. */
  readonly units: UnitSample | undefined
}

/** The cells of a metric; none if it isn't counted so. */
export function cellsOf<K extends keyof AllCounted>(
  { tallies }: Pick<Look, 'tallies'>,
  metric: string,
  as: K,
): readonly Cell<AllCounted[K]>[] {
  const tally = tallies[metric]
  // The compiler doesn't see that `as` decides the type of the cells.
  return tally?.as === as ? (tally.cells as readonly Cell<AllCounted[K]>[]) : []
}

/**
 * An experiment that can be watched while it runs, and steered: request by request, or by its
 * sums alone.
 */
export type Live = {
  /** Lets requests come until then, and outcomes become known. Time never goes back. */
  readonly advance: (untilMs: number) => void
  /** Gives the challengers other shares from now on: a new epoch. */
  readonly change: (shares: readonly number[]) => void
  readonly look: () => Look
}

/** The looks at these times, ascending, each taken when it is asked for. */
export function* looksAt(live: Live, timesMs: Iterable<number>): Generator<Look> {
  for (const ms of timesMs) {
    live.advance(ms)
    yield live.look()
  }
}
