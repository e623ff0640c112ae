import type { TallyKey } from '../../stats/strata/tally-key.ts'
import type { Evidence } from '../merged.ts'
import { identityOf, type Metric } from '../metrics/metric.ts'
import type { Book, Row, Source } from '../tally.ts'

/** A row with its whole key. */
export type Keyed = { readonly key: TallyKey; readonly row: Row }

/** All rows of what is known after a delay, instance by instance. */
export function* rowsAfter(
  evidence: Evidence,
  source: Source,
  delayMs: number,
): Generator<Keyed, void> {
  for (const book of booksAfter(evidence, delayMs)) yield* rowsIn(book, source)
}

/**
 * The same, each with the place at which it has a metric; below 0, it has none. A metric that was defined otherwise is another
 * one, though it bears the same name.
 */
export function* rowsOf(
  evidence: Evidence,
  source: Source,
  metric: Metric,
): Generator<Keyed & { readonly place: number }, void> {
  const identity = identityOf(metric)
  for (const book of booksAfter(evidence, metric.delayMs)) {
    const place = book.metrics.findIndex((each) => identityOf(each) === identity)
    for (const { key, row } of rowsIn(book, source)) yield { key, row, place }
  }
}

const booksAfter = ({ tallies }: Evidence, delayMs: number): readonly Book[] =>
  tallies.flatMap(({ books }) => books.filter((book) => book.delayMs === delayMs))

function* rowsIn({ ledgers }: Book, source: Source): Generator<Keyed, void> {
  for (const { epoch, pages } of ledgers.filter((ledger) => ledger.source === source))
    for (const { slice, rows } of pages)
      for (const row of rows) {
        const { variant, how, bucket } = row
        yield { key: { source, epoch, slice, segment: 0, variant, how, bucket }, row }
      }
}
