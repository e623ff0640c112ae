import type { Counter, Measure } from './counting/counter.ts'
import { type Counted, type Counting, counters, inUnits, type Kind } from './counting/statistics.ts'
import type { Tally } from './look.ts'
import type { Outcome } from './outcomes/outcome.ts'
import { type Place, tally } from './tally.ts'

/** One statistic of a metric, by place. */
export type Book = {
  readonly name: string
  readonly add: (place: Place, outcome: Outcome, count: number) => void
  readonly read: () => Tally
  /** What of an outcome goes into the row of its unit, if anything; and whether 1 is an event. */
  readonly inUnits: { readonly value?: Measure; readonly isCount: boolean }
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
    inUnits: inUnits(as, counting),
    add: (place, outcome, count) => at(place).add(outcome, count),
    // The compiler doesn't see that `as` decides the type of the cells.
    read: () => ({ as, cells: cells() }) as Tally,
  }
}
