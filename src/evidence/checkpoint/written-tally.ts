import type { Book, Ledger, Row, Tally } from '../tally.ts'
import { type Columns, columnsOf, valuesIn } from './columns.ts'

/** A tally without its sums and units: how they belong together, and what no metric counts. */
export type WrittenTally = Omit<Tally, 'books' | 'units'> & {
  readonly books: readonly (Omit<Book, 'ledgers'> & {
    readonly ledgers: readonly WrittenLedger[]
  })[]
}

type WrittenLedger = Omit<Ledger, 'pages'> & {
  readonly pages: readonly (readonly [slice: number, rows: number])[]
  /** Of all pages, one after the other. */
  readonly rows: Columns
}

/** A row without its sums. */
type BareRow = Omit<Row, 'sums' | 'pairs'> & { readonly incomplete: number | null }

/** Sums of one metric in one ledger, row by row. */
export type WrittenSums = { readonly sums: Columns; readonly champion: Columns }

export function writtenTally({ books, units, ...tally }: Tally): WrittenTally {
  return {
    ...tally,
    books: books.map(({ ledgers, ...book }) => ({ ...book, ledgers: ledgers.map(writtenLedger) })),
  }
}

function writtenLedger({ pages, ...ledger }: Ledger): WrittenLedger {
  const bare = pages.flatMap(({ rows }) =>
    rows.map(
      ({ sums, pairs, ...row }): BareRow => ({ ...row, incomplete: pairs?.incomplete ?? null }),
    ),
  )
  return {
    ...ledger,
    pages: pages.map(({ slice, rows }) => [slice, rows.length]),
    rows: columnsOf(bare),
  }
}

/** By the name of its metric, each of them in the order in which `tallyIn` asks for it. */
export function* sumsIn({ books }: Tally): Generator<readonly [metric: string, WrittenSums]> {
  for (const { metrics, ledgers } of books)
    for (const { pages } of ledgers) {
      const rows = pages.flatMap((page) => page.rows)
      for (const [place, { name }] of metrics.entries()) {
        const sums = rows.map((row) => row.sums[place] ?? null)
        const champion = rows.map((row) => row.pairs?.champion[place] ?? null)
        yield [name, { sums: columnsOf(sums), champion: columnsOf(champion) }]
      }
    }
}

/** The tally that was written, with the next sums of each metric that it asks for. */
export function tallyIn(
  { books, ...tally }: WrittenTally,
  units: Tally['units'],
  next: (metric: string) => WrittenSums,
): Tally {
  const read = books.map(({ metrics, ledgers, ...book }): Book => {
    const names = metrics.map(({ name }) => name)
    return { ...book, metrics, ledgers: ledgers.map((ledger) => ledgerIn(ledger, names.map(next))) }
  })
  return { ...tally, books: read, units }
}

function ledgerIn({ pages, rows, ...ledger }: WrittenLedger, all: readonly WrittenSums[]): Ledger {
  const count = pages.reduce((sum, [, of]) => sum + of, 0)
  const sums = all.map((each) => valuesIn<Row['sums'][number]>(each.sums, count))
  const champion = all.map((each) => valuesIn<Row['sums'][number]>(each.champion, count))
  const whole = valuesIn<BareRow>(rows, count).map(({ incomplete, ...row }, nth): Row => {
    const at = (column: readonly Row['sums'][number][]) => column[nth] ?? null
    const single = { ...row, sums: sums.map(at) }
    return incomplete === null
      ? single
      : { ...single, pairs: { incomplete, champion: champion.map(at) } }
  })
  const left = [...whole]
  return { ...ledger, pages: pages.map(([slice, of]) => ({ slice, rows: left.splice(0, of) })) }
}
