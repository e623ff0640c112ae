import type { Receipt } from '../../routing/receipt.ts'
import { outcomeOf } from '../../stats/sums/unit-sample.ts'
import type { OpenBook } from '../books/open-book.ts'
import { count, type OpenRow } from '../books/open-row.ts'
import type { OutcomeResult } from '../events.ts'
import { kinds } from '../metrics/kinds.ts'
import type { Observation } from '../metrics/sums.ts'
import type { PlanMetrics } from '../metrics-of-plan.ts'
import type { Part } from '../scores/part.ts'
import { isUnscored, type Outcome, type Score } from '../scores/score.ts'
import type { Unscored } from '../scores/unscored.ts'
import { type At, type Desk, type Exposure, entryOf, hasRoomFor, live, rowAt } from './desk.ts'
import { exposureOf, isOfUnit, type OfUnit } from './requests.ts'

/** What scoring takes of a receipt. */
export type Scorable = Exposure & Pick<Receipt, 'exposedAtMs' | 'values'>

/** What became of an outcome, metric by metric. */
export type Scored = {
  /** What holds of it as a whole: that of its best part. */
  readonly result: OutcomeResult
  readonly scored: readonly string[]
  /** Metrics whose delay was over. */
  readonly late: readonly string[]
  /** Metrics that had been told before. */
  readonly duplicate: readonly string[]
  readonly unscored: readonly { readonly metric: string; readonly because: Unscored }[]
  /** Parts that count once and for all. What could not be scored leaves no trace, so that it may be sent again. */
  readonly spent: readonly string[]
}

/**
 * Scores outcomes: each for every metric whose part it brings and whose delay it meets, and for the variant that chance has
 * assigned, whoever answered in the end. All of it is counted, or nothing.
 */
export function createOutcomeCounting(desk: Desk, plan: PlanMetrics) {
  const all = plan.byOutcome.map(({ metric, part, score }) => {
    const isRate = kinds[metric.kind].sums === 'Counts'
    return { ...entryOf(desk, metric), part, score, isRate }
  })
  const books = Map.groupBy(all, ({ book }) => book)
  const byBook = [...books.values()].flat()
  const parts = [...Map.groupBy(byBook, ({ part }) => part.name).values()].flatMap(readersOf)

  /**
   * `arrivedAtMs`: by the clock of whoever took the outcome. `isTold`: whether a part of what came of this prediction was told
   * before; absent: none was.
   */
  function outcome(
    receipt: Scorable,
    told: Outcome,
    arrivedAtMs: number,
    isTold: (part: string) => boolean = never,
  ): Scored {
    if (!desk.isOpen(receipt.round)) return ended('RoundOver', nothingFound())
    const ageMs = arrivedAtMs - receipt.exposedAtMs
    const found = foundIn(parts, { values: receipt.values, told, ageMs, isTold })
    const at = live(desk, receipt)
    if (!hasRoom(found, at)) return ended('TallyFull', nothingFound())
    add(receipt, found, at)
    for (const book of lateIn(found, isTold)) countLate(rowAt(desk, book, at))
    return ended(resultOf(found), found)
  }

  /** Which books it needs is asked only where there is not room for all of them. */
  const hasRoom = (found: Found, at: At): boolean =>
    desk.room.left >= books.size || hasRoomFor(desk, booksOf(found), at)

  function ended(result: OutcomeResult, found: Found): Scored {
    desk.events[result]++
    return { result, ...told(found) }
  }

  function add(receipt: Scorable, { counted }: Found, at: At): void {
    for (const { entry, observation } of counted) {
      const row = rowAt(desk, entry.book, at)
      if (row !== undefined) count(row.sums, entry.place, entry.metric, observation)
    }
    if (isOfUnit(receipt) && desk.units.wants(receipt.unitHash)) addEvents(receipt, counted)
  }

  /** Books of which nothing came in time, and nothing else late: a request is late once. */
  function lateIn(
    { counted, late }: Found,
    isTold: (part: string) => boolean,
  ): readonly OpenBook[] {
    if (late.length === 0) return []
    const isKnown = (book: OpenBook) =>
      counted.some(({ entry }) => entry.book === book) ||
      byBook.some((entry) => entry.book === book && isTold(entry.part.name))
    return [...new Set(late.map(({ book }) => book))].filter((book) => !isKnown(book))
  }

  function addEvents(receipt: OfUnit, counted: Found['counted']): void {
    const events = counted.filter(({ entry, observation }) => entry.isRate && observation === 1)
    if (events.length === 0) return
    const names = events.map(({ entry }) => nameOf(entry))
    desk.units.add(outcomeOf(receipt.unitHash, exposureOf(receipt), names))
  }

  return outcome
}

type Entry = ReturnType<typeof entryOf> & {
  readonly part: Part
  readonly score: Score
  readonly isRate: boolean
}

/** Metrics that read the same part. */
type Readers = { readonly part: Part; readonly entries: readonly Entry[] }

/** An outcome on its way. */
type One = Pick<Scorable, 'values'> & {
  readonly told: Outcome
  readonly ageMs: number
  readonly isTold: (part: string) => boolean
}

/** What it says of each metric, nothing of it counted yet. */
type Found = {
  readonly counted: { readonly entry: Entry; readonly observation: Observation }[]
  readonly late: Entry[]
  readonly duplicate: Entry[]
  readonly unscored: { readonly entry: Entry; readonly because: Unscored }[]
}

const never = () => false

const readersOf = (entries: readonly Entry[]): readonly Readers[] =>
  entries.slice(0, 1).map(({ part }) => ({ part, entries }))

const nothingFound = (): Found => ({ counted: [], late: [], duplicate: [], unscored: [] })

function foundIn(parts: readonly Readers[], one: One): Found {
  const found = nothingFound()
  for (const readers of parts) findInPart(found, readers, one)
  return found
}

/** A part counts where it says something of one metric, or comes too late for all: else it may be corrected in time. */
function findInPart(found: Found, { part, entries }: Readers, one: One): void {
  const isIn = part.isIn(one.told)
  if (isIn && one.isTold(part.name)) {
    found.duplicate.push(...entries)
    return
  }
  const { counted, unscored } = found
  const before = { counted: counted.length, unscored: unscored.length }
  const late = isIn ? entries.filter(({ book }) => book.delayMs < one.ageMs) : []
  for (const entry of entries) if (!late.includes(entry)) score(found, entry, one)
  if (counted.length > before.counted || unscored.length === before.unscored)
    found.late.push(...late)
}

function score({ counted, unscored }: Found, entry: Entry, { values, told }: One): void {
  const scored = entry.score(values, told)
  if (isUnscored(scored)) unscored.push({ entry, because: scored })
  else counted.push({ entry, observation: scored })
}

function countLate(row: OpenRow | undefined): void {
  if (row !== undefined) row.late++
}

const booksOf = ({ counted, late }: Found): readonly OpenBook[] => [
  ...new Set([...counted.map(({ entry }) => entry.book), ...late.map(({ book }) => book)]),
]

/** The best of what holds of its parts: so what is sent again is a duplicate as a whole, whatever could not be scored of it. */
function resultOf({ counted, late, duplicate, unscored }: Found): OutcomeResult {
  if (counted.length > 0) return 'Scored'
  if (late.length > 0) return 'Late'
  if (duplicate.length > 0) return 'Duplicate'
  const flawed = unscored.find(({ because }) => !isMissing(because)) ?? unscored[0]
  return flawed === undefined ? 'NothingToScore' : flawed.because
}

const isMissing = (because: Unscored) => because === 'TruthMissing' || because === 'ValueMissing'

function told({ counted, late, duplicate, unscored }: Found): Omit<Scored, 'result'> {
  const done = [...counted.map(({ entry }) => entry), ...late]
  const spent: string[] = []
  for (const { part } of done) if (!spent.includes(part.name)) spent.push(part.name)
  return {
    scored: counted.map(({ entry }) => nameOf(entry)),
    late: late.map(nameOf),
    duplicate: duplicate.map(nameOf),
    unscored: unscored.map(({ entry, because }) => ({ metric: nameOf(entry), because })),
    spent,
  }
}

const nameOf = ({ metric }: Entry) => metric.name
