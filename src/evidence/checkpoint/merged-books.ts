import { mergedSums } from '../metrics/counter.ts'
import { identityOf, type Metric } from '../metrics/metric.ts'
import type { AnySums } from '../metrics/sums.ts'
import type { Book, Ledger, Page, Row } from '../tally.ts'

/** Books of several tallies: of each delay one, with all that they have counted. */
export function merged(books: readonly Book[]): readonly Book[] {
  const byDelay = Map.groupBy(books, ({ delayMs }) => delayMs)
  return [...byDelay].sort(([a], [b]) => a - b).map(([delayMs, all]) => inOneBook(delayMs, all))
}

function inOneBook(delayMs: number, books: readonly Book[]): Book {
  const every = books.flatMap(({ metrics }) => metrics)
  const metrics = [...new Map(every.toReversed().map((each) => [identityOf(each), each])).values()]
  const arranged = books.flatMap(({ metrics: theirs, ledgers }) => {
    const places = placesOf(metrics, theirs)
    return ledgers.map((ledger) => arrangedBy(places, ledger))
  })
  const byEpoch = Map.groupBy(arranged, ({ source, epoch }) => `${source} ${epoch}`)
  return {
    delayMs,
    metrics,
    ledgers: [...byEpoch.values()].flatMap((all) => inOneLedger(all, metrics)),
  }
}

/** Where each of these metrics lies among those; below 0, it doesn't. */
const placesOf = (metrics: readonly Metric[], theirs: readonly Metric[]): readonly number[] => {
  const names = theirs.map(identityOf)
  return metrics.map((metric) => names.indexOf(identityOf(metric)))
}

function arrangedBy(places: readonly number[], ledger: Ledger): Ledger {
  const arranged = (sums: Row['sums']) => places.map((place) => sums[place] ?? null)
  const pages = ledger.pages.map(({ slice, rows }) => ({
    slice,
    rows: rows.map((row) => ({
      ...row,
      sums: arranged(row.sums),
      ...(row.pairs && { pairs: { ...row.pairs, champion: arranged(row.pairs.champion) } }),
    })),
  }))
  return { ...ledger, pages }
}

function inOneLedger(all: readonly Ledger[], metrics: readonly Metric[]): readonly Ledger[] {
  const [first] = all
  if (first === undefined) return []
  const bySlice = Map.groupBy(
    all.flatMap(({ pages }) => pages),
    ({ slice }) => slice,
  )
  const pages = [...bySlice].sort(([a], [b]) => a - b)
  return [
    {
      ...first,
      span: Math.max(...all.map(({ span }) => span)),
      settledTo: Math.max(...all.map(({ settledTo }) => settledTo)),
      pages: pages.map(([slice, those]) => ({ slice, rows: inOnePage(those, metrics) })),
    },
  ]
}

function inOnePage(pages: readonly Page[], metrics: readonly Metric[]): readonly Row[] {
  const found = new Map<string, Row>()
  for (const row of pages.flatMap(({ rows }) => rows)) {
    const name = `${row.variant} ${row.how} ${`${row.bucket}`.padStart(2, '0')}`
    const known = found.get(name)
    found.set(name, known === undefined ? row : inOneRow(known, row, metrics))
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function inOneRow(a: Row, b: Row, metrics: readonly Metric[]): Row {
  const together = (ours: Row['sums'], theirs: Row['sums']) =>
    metrics.map((metric, place) => inOneSum(metric, ours[place] ?? null, theirs[place] ?? null))
  const pairs = a.pairs ?? b.pairs
  return {
    ...a,
    requests: a.requests + b.requests,
    late: a.late + b.late,
    sums: together(a.sums, b.sums),
    ...(pairs && {
      pairs: {
        incomplete: (a.pairs?.incomplete ?? 0) + (b.pairs?.incomplete ?? 0),
        champion: together(a.pairs?.champion ?? [], b.pairs?.champion ?? []),
      },
    }),
  }
}

const inOneSum = (metric: Metric, a: AnySums | null, b: AnySums | null): AnySums | null =>
  a === null || b === null ? (a ?? b) : mergedSums(metric, a, b)
