import { type Book, createBook } from './book.ts'
import { calendar } from './calendar.ts'
import type { Chance } from './chance.ts'
import { shiftOf } from './counting/statistics.ts'
import { drawDelay } from './delays.ts'
import { habits } from './habits.ts'
import type { Tally } from './look.ts'
import { sourceOf } from './outcomes/model.ts'
import type { Outcome, Situation } from './outcomes/outcome.ts'
import type { Arrival, Metric } from './scenario.ts'
import type { Place } from './tally.ts'
import type { Unit } from './units.ts'

/** A request that was assigned and answered. */
export type Exposure = { readonly unit: Unit; readonly place: Place; readonly situation: Situation }

/** What a metric's outcomes were counted as, by name. */
export type Named = readonly (readonly [name: string, tally: Tally])[]

type Options = {
  readonly chance: Chance
  readonly variants: readonly string[]
  /** The part of requests that are hard. */
  readonly hardPart: number
  /** How many units have habits, and how strong they are. */
  readonly units: number
  readonly correlation: number
  readonly binMs: number
  /** Who keeps the rows of units. */
  readonly onEvent: (unit: Unit, place: Place, metric: string) => void
}

/** One metric: makes the outcomes of requests, keeps them until they are known, and counts them. */
export function createMeter(metric: Metric, options: Options) {
  const { chance, variants, hardPart, units, correlation, binMs, onEvent } = options
  const { arrival, missing, model } = metric
  const source = sourceOf(model, hardPart)
  const { width, fill } = source
  const numbersOf = habits(chance, { count: units, width, correlation, fill })
  const pending = calendar<{ readonly exposure: Exposure; readonly outcome: Outcome }>(binMs)
  const books = booksOf(metric, variants)

  function meet(exposure: Exposure): void {
    const { unit, place, situation } = exposure
    const outcome = source.outcome(numbersOf(unit.number), situation)
    if (missing !== undefined && chance() < (missing[place.variant] ?? 0)) return
    if (arrival === undefined) count(exposure, outcome)
    else wait(exposure, outcome, arrival)
  }

  function wait(exposure: Exposure, outcome: Outcome, { event, other, limitMs }: Arrival): void {
    const delayMs = drawDelay(chance, source.isEvent(outcome) ? event : other)
    if (delayMs > limitMs) return
    pending.add(exposure.situation.ms + delayMs, { exposure, outcome })
  }

  function count({ unit, place }: Exposure, outcome: Outcome): void {
    for (const { add, name, isEvent } of books) {
      add(place, outcome, 1)
      if (unit.number >= 0 && isEvent?.(outcome)) onEvent(unit, place, name)
    }
  }

  function advance(nowMs: number): void {
    for (const { exposure, outcome } of pending.due(nowMs)) count(exposure, outcome)
  }

  return { meet, advance, tallies: () => readAll(books) }
}

/** A book for each statistic as which a metric is counted. */
export const booksOf = ({ counted, model }: Metric, variants: readonly string[]) =>
  counted.map(({ name, as, edgeMs = 0 }) =>
    createBook(name, as, { edgeMs, shift: shiftOf(model, as) }, variants),
  )

/** What all books hold by now, by name. */
export const readAll = (books: readonly Book[]): Named =>
  books.map(({ name, read }) => [name, read()])
