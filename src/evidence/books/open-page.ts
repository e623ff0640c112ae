import type { Metric } from '../metrics/metric.ts'
import type { Page, RowName } from '../tally.ts'
import type { Naming } from './naming.ts'
import { absorbRow, type OpenRow, readRow, reopenedRow } from './open-row.ts'

/** How many rows may still be begun, in all books together. */
export type Room = { left: number }

/** A page that is written to: rows by the number of their name. */
export type OpenPage = { readonly rows: Map<number, OpenRow> }

/** Going on from where it was read. */
export function reopenedPage(page: Page, metrics: readonly Metric[], naming: Naming): OpenPage {
  return {
    rows: new Map(
      page.rows.map((row) => [naming(row.variant, row.how, row.bucket), reopenedRow(row, metrics)]),
    ),
  }
}

/** Its rows in the order of their names, so that the same counts are the same bytes. */
export function readPage(
  slice: number,
  { rows }: OpenPage,
  read: { readonly metrics: readonly Metric[]; readonly isPaired: boolean },
): Page {
  const named = [...rows.values()].sort((a, b) => order(a.name, b.name))
  return { slice, rows: named.map((row) => readRow(row, read.metrics, read.isPaired)) }
}

/** Takes over all that other pages have counted. Where two rows have become one there is room for another. */
export function absorbPages(
  page: OpenPage,
  others: readonly OpenPage[],
  { metrics, room }: { readonly metrics: readonly Metric[]; readonly room: Room },
): void {
  for (const [number, row] of others.flatMap(({ rows }) => [...rows])) {
    const own = page.rows.get(number)
    if (own === undefined) page.rows.set(number, row)
    else {
      absorbRow(own, row, metrics)
      room.left++
    }
  }
}

function order(a: RowName, b: RowName): number {
  if (a.variant !== b.variant) return a.variant < b.variant ? -1 : 1
  if (a.how !== b.how) return a.how < b.how ? -1 : 1
  return a.bucket - b.bucket
}
