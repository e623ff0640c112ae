import type { How } from '../stats/strata/tally-key.ts'
import type { UnitSample } from '../stats/sums/unit-sample.ts'
import { type Events, mergedEvents } from './events.ts'
import type { Metric } from './metrics/metric.ts'
import type { AnySums } from './metrics/sums.ts'

/**
 * All that one router instance has counted in a round: plain JSON, cumulative, so that a tally that is missed loses
 * nothing. It has a book for every delay, in each a ledger for every epoch, in that a page for every slice.
 */
export type Tally = {
  readonly format: typeof tallyFormat
  readonly instance: string
  /** Grows with every tally that is taken: see numbering.ts. Of two of one instance, the one with the higher has it all. */
  readonly number: number
  readonly round: number
  readonly books: readonly Book[]
  readonly units: UnitSample
  readonly events: Events
}

export const tallyFormat = 1

/** What is known after one and the same delay. */
export type Book = {
  readonly delayMs: number
  /** In the order of the sums in every row. */
  readonly metrics: readonly Metric[]
  readonly ledgers: readonly Ledger[]
}

/** One epoch, of live traffic or of copies. */
export type Ledger = {
  readonly source: Source
  readonly epoch: number
  /** How many slices a page holds that is opened now. */
  readonly span: number
  /** Live: up to this slice all have had their time, and lie together. */
  readonly settledTo: number
  readonly pages: readonly Page[]
}

export type Source = 'Live' | 'Shadow'

/** A slice, or several of which this is the last: judged when that is mature. */
export type Page = { readonly slice: number; readonly rows: readonly Row[] }

/** All requests that differ in nothing that must be kept apart. */
export type Row = {
  /** Whom chance has assigned; of copies, the challenger. */
  readonly variant: string
  readonly how: How
  readonly bucket: number
  readonly requests: number
  /** Outcomes that came after the delay. */
  readonly late: number
  /** By metric of the book; null where nothing was observed. */
  readonly sums: readonly (AnySums | null)[]
  /** Of copies. */
  readonly pairs?: {
    /** Those of which an answer is missing. */
    readonly incomplete: number
    /** The champion's answers to the same requests. */
    readonly champion: readonly (AnySums | null)[]
  }
}

/** Which tally it is. Of one instance no two have the same number, whatever round they are of. */
export type TallyName = Pick<Tally, 'instance' | 'round' | 'number'>

/** What a row counts apart from others of its page. */
export type RowName = Pick<Row, 'variant' | 'how' | 'bucket'>

/** Of an instance that has counted nothing yet; tallies that are taken of it have numbers after this one. */
export const emptyTally = (instance: string, number: number): Tally => ({
  format: tallyFormat,
  instance,
  number,
  round: 0,
  books: [],
  units: { level: 0, rows: [] },
  events: mergedEvents([]),
})
