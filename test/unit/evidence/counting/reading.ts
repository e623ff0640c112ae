import type { OpenTally } from '../../../../src/evidence/open-tally.ts'
import type { Row, Source, Tally } from '../../../../src/evidence/tally.ts'
import { startMs } from '../given.ts'

/** The rows of a book, with what they are told apart by. */
export function rowsIn(tally: Tally, delayMs: number, source: Source = 'Live'): readonly Row[] {
  return tally.books
    .filter((book) => book.delayMs === delayMs)
    .flatMap(({ ledgers }) => ledgers.filter((ledger) => ledger.source === source))
    .flatMap(({ pages }) => pages.flatMap(({ rows }) => rows))
}

/** What was counted of each metric in the only row of a book. */
export function sumsOf(open: OpenTally, delayMs: number, source: Source = 'Live') {
  const tally = open.take(startMs)
  const [row, ...others] = rowsIn(tally, delayMs, source)
  if (row === undefined || others.length > 0) throw new Error(`${others.length + 1} rows`)
  const names = tally.books.find((book) => book.delayMs === delayMs)?.metrics ?? []
  const by = (sums: Row['sums']) => Object.fromEntries(names.map(({ name }, i) => [name, sums[i]]))
  return { ...row, sums: by(row.sums), champion: by(row.pairs?.champion ?? []) }
}
