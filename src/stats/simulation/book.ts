import type { Counter } from './counting/counter.ts'
import {
  type Counted,
  type Counting,
  counters,
  eventOf,
  type IsEvent,
  type Kind,
} from './counting/statistics.ts'
import type { Tally } from './look.ts'
import type { Outcome } from './outcomes/outcome.ts'
import { type Place, tally } from './tally.ts'

/** One statistic of a metric, by place. */
export type Book = {
  readonly name: string
  readonly add: (place: Place, outcome: Outcome, count: number) => void
  readonly read: () => Tally
  /** What goes into the row of its unit as an event, if anything does. */
  readonly isEvent: IsEvent | undefined
}

/** A book for outcomes of one metric, counted as one statistic. An entry costs what its counter does, and a lookup. */
export function createBook<K extends Kind>(
  name: string,
  as: K,
  counting: Counting,
  variants: readonly string[],
): Book {
  const begin = counters[as]
  const { at, cells } = tally<Counted[K], Counter<Counted[K]>>(
    () => begin(counting),
    'Live',
    variants,
  )
  return {
    name,
    isEvent: eventOf(as, counting),
    add: (place, outcome, count) => at(place).add(outcome, count),
    // The compiler doesn't see that `as` decides the type of the cells.
    read: () => ({ as, cells: cells() }) as Tally,
  }
}
