import type { OpenRow } from '../books/open-row.ts'
import type { PlanMetrics } from '../metrics-of-plan.ts'
import { isRead } from '../needs.ts'
import { type At, type Desk, type Exposure, entryOf, hasRoomFor, rowAt, shadow } from './desk.ts'
import { agreement, countBoth, type Pair, standIn, type WholePair } from './pair.ts'
import { laterBooks } from './requests.ts'

/** Counts what is known of copies once both have answered, or one of them never will. */
export function createCopyCounting(desk: Desk, plan: PlanMetrics) {
  const answers = plan.byAnswer.map(({ metric, observe }) => ({
    ...entryOf(desk, metric),
    observe,
  }))
  const agreements = plan.byCopies.map((metric) => entryOf(desk, metric))
  const atOnce = desk.bookOf(0)
  const later = laterBooks(desk, plan)
  const books = [...new Set([atOnce, ...later])]
  const isToBeTold = plan.byOutcome.some(({ tellsPairs }) => tellsPairs)

  /**
   * `variant`: the challenger. `exposure`: of the request as the champion has answered it. Returns whether an outcome will
   * tell more of the pair: then what the challenger made of the copy is to be kept.
   */
  function copy(exposure: Exposure, variant: string, pair: Pair): boolean {
    const at = shadow(desk, exposure, variant)
    if (!desk.isOpen(exposure.round)) return false
    if (hasRoomFor(desk, books, at)) return isCounted(pair, at)
    desk.events.Uncounted++
    return false
  }

  function isCounted(pair: Pair, at: At): boolean {
    const row = rowAt(desk, atOnce, at)
    addCopy(row, !isWhole(pair))
    if (row !== undefined && isWhole(pair)) compare(row, pair)
    const isIncomplete = !canBeScored(pair)
    for (const book of later) addCopy(rowAt(desk, book, at), isIncomplete)
    if (isIncomplete) desk.events.PairIncomplete++
    return !isIncomplete && isToBeTold
  }

  function compare(row: OpenRow, pair: WholePair): void {
    for (const { observe, ...entry } of answers)
      countBoth(row, entry, observe(pair.champion), observe(pair.challenger))
    const agrees = agreement(pair)
    if (agrees === undefined) return
    for (const entry of agreements) countBoth(row, entry, 1, agrees)
  }

  function canBeScored(pair: Pair): boolean {
    if (!isWhole(pair)) return false
    return [pair.champion, standIn(pair)].every(({ values }) => isRead(values, plan.needs))
  }

  return copy
}

function addCopy(row: OpenRow | undefined, isIncomplete: boolean): void {
  if (row === undefined) return
  row.requests++
  if (isIncomplete) row.incomplete++
}

const isWhole = (pair: Pair): pair is WholePair => pair.challenger !== undefined
