import type { Receipt } from '../../routing/receipt.ts'
import { outcomeOf } from '../../stats/sums/unit-sample.ts'
import type { OpenBook } from '../books/open-book.ts'
import { count, type OpenRow } from '../books/open-row.ts'
import type { OutcomeResult } from '../events.ts'
import { kinds } from '../metrics/kinds.ts'
import type { PlanMetrics } from '../metrics-of-plan.ts'
import { isUnscored, type Outcome, type Score } from '../scores/score.ts'
import type { Unscored } from '../scores/unscored.ts'
import { type At, type Desk, type Exposure, entryOf, live, rowAt } from './desk.ts'
import { exposureOf, isOfUnit } from './requests.ts'

/** What scoring takes of a receipt. */
export type Scorable = Exposure & Pick<Receipt, 'exposedAtMs' | 'values'>

/** What became of an outcome, metric by metric. */
export type Scored = {
  /** `Scored`, by one metric at least, or `Late`: then the receipt is spent. After all else it may be sent again. */
  readonly result: OutcomeResult
  readonly scored: readonly string[]
  /** Metrics whose delay was over. */
  readonly late: readonly string[]
  readonly unscored: readonly { readonly metric: string; readonly because: Unscored }[]
}

/**
 * Scores outcomes: each for every metric whose delay it meets, and for the variant that chance has assigned, whoever
 * answered in the end.
 */
export function createOutcomeCounting(desk: Desk, plan: PlanMetrics) {
  const entries = plan.byOutcome.map(({ metric, score }) => ({
    ...entryOf(desk, metric),
    score,
    isRate: kinds[metric.kind].sums === 'Counts',
  }))
  const books = [...Map.groupBy(entries, ({ book }) => book)]

  /** `arrivedAtMs`: by the clock of whoever took the outcome. */
  function outcome(receipt: Scorable, told: Outcome, arrivedAtMs: number): Scored {
    const found: Found = { scored: [], late: [], unscored: [], happened: [], isFull: false }
    const isOpen = desk.isOpen(receipt.round)
    if (isOpen) score({ receipt, told, at: live(desk, receipt), found }, arrivedAtMs)
    const { scored, late, unscored } = found
    const result = isOpen ? resultOf(found) : 'RoundOver'
    desk.events[result]++
    return { result, scored, late, unscored }
  }

  function score(one: One, arrivedAtMs: number): void {
    const ageMs = arrivedAtMs - one.receipt.exposedAtMs
    const late = books.filter(([book]) => book.delayMs < ageMs)
    for (const [book, entries] of books)
      if (book.delayMs >= ageMs) addScores(desk, book, entries, one)
    for (const [, entries] of late) one.found.late.push(...entries.map(({ metric }) => metric.name))
    if (isSpent(one.found)) spend(one, late)
  }

  function spend({ receipt, at, found }: One, late: typeof books): void {
    for (const [book] of late) countLate(rowAt(desk, book, at))
    if (found.happened.length > 0 && isOfUnit(receipt) && desk.units.wants(receipt.unitHash))
      desk.units.add(outcomeOf(receipt.unitHash, exposureOf(receipt), found.happened))
  }

  return outcome
}

/** An outcome on its way. */
type One = {
  readonly receipt: Scorable
  readonly told: Outcome
  readonly at: At
  readonly found: Found
}

type Entry = ReturnType<typeof entryOf> & { readonly score: Score; readonly isRate: boolean }

/** What all metrics of one delay make of it. */
function addScores(
  desk: Desk,
  book: OpenBook,
  entries: readonly Entry[],
  { receipt, told, at, found }: One,
): void {
  let row: OpenRow | undefined
  for (const { metric, place, score, isRate } of entries) {
    const scored = score(receipt.values, told)
    if (isUnscored(scored)) {
      found.unscored.push({ metric: metric.name, because: scored })
      continue
    }
    row ??= rowAt(desk, book, at)
    if (row === undefined) {
      found.isFull = true
      return
    }
    count(row.sums, place, metric, scored)
    found.scored.push(metric.name)
    if (isRate && scored === 1) found.happened.push(metric.name)
  }
}

function countLate(row: OpenRow | undefined): void {
  if (row !== undefined) row.late++
}

/** As it is found out. */
type Found = {
  readonly scored: string[]
  readonly late: string[]
  readonly unscored: { readonly metric: string; readonly because: Unscored }[]
  /** Metrics of which it is an event. */
  readonly happened: string[]
  isFull: boolean
}

/** Whether it counts, once and for all: what could not be scored leaves no trace, so that it may be sent again. */
const isSpent = ({ scored, unscored, isFull }: Found) =>
  scored.length > 0 || (unscored.length === 0 && !isFull)

function resultOf({ scored, late, unscored, isFull }: Found): OutcomeResult {
  if (scored.length > 0) return 'Scored'
  const [first] = unscored
  if (first !== undefined) return first.because
  if (isFull) return 'TallyFull'
  return late.length > 0 ? 'Late' : 'NothingToScore'
}
