import type { PlanMetrics } from '../metrics-of-plan.ts'
import { isUnscored, type Outcome, type Score } from '../scores/score.ts'
import { type At, type Desk, type Entry, entryOf, rowAt, shadow } from './desk.ts'
import type { Scorable } from './outcomes.ts'
import { countBoth, standIn, type WholePair } from './pair.ts'

/**
 * Counts what became of requests that two have answered, for every metric whose delay the outcome meets. Where only one of the
 * two can be scored nothing is: `copy` has counted such pairs as incomplete.
 */
export function createPairCounting(desk: Desk, plan: PlanMetrics) {
  const entries = plan.byOutcome
    .filter(({ tellsPairs }) => tellsPairs)
    .map(({ metric, score }) => ({ ...entryOf(desk, metric), score }))

  /** `variant`: the challenger. `receipt`: of the champion's answer, with which the outcome came. */
  function pair(receipt: Scorable, variant: string, told: Told): void {
    if (!desk.isOpen(receipt.round)) return
    const at = shadow(desk, receipt, variant)
    const ageMs = told.arrivedAtMs - receipt.exposedAtMs
    for (const entry of entries) if (ageMs <= entry.metric.delayMs) score(entry, at, told)
  }

  function score(entry: Scoring, at: At, { answers, outcome }: Told): void {
    const ours = entry.score(answers.champion.values, outcome)
    const theirs = entry.score(standIn(answers).values, outcome)
    if (isUnscored(ours) || isUnscored(theirs)) return
    const row = rowAt(desk, entry.book, at)
    if (row === undefined) desk.events.PairUnscored++
    else countBoth(row, entry, ours, theirs)
  }

  return pair
}

/** What two made of a request, and what became of it. */
export type Told = {
  readonly answers: WholePair
  readonly outcome: Outcome
  readonly arrivedAtMs: number
}

type Scoring = Entry & { readonly score: Score }
