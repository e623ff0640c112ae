import type { Metric } from '../metrics/metric.ts'
import type { Ledger, Source } from '../tally.ts'
import type { Naming } from './naming.ts'
import { absorbPages, type OpenPage, type Room, readPage, reopenedPage } from './open-page.ts'
import { joinings, lastOfPage, settledIn, type Times } from './settling.ts'

/** A ledger that is written to. */
export type OpenLedger = {
  /** Where a slice is counted. Some nanoseconds for the same slice as before. */
  readonly page: (slice: number) => OpenPage
  /** Joins pages that need not be told apart any more. */
  readonly settle: (times: Times) => void
  readonly read: () => Ledger
}

/** What all pages of a book have in common. */
export type Binding = {
  readonly metrics: readonly Metric[]
  readonly naming: Naming
  readonly room: Room
}

/** A ledger has no more pages for long: where there are more, slices are joined two by two. */
export const mostPages: { readonly [S in Source]: number } = { Live: 64, Shadow: 128 }

/** Nothing yet, or going on from where it was read. */
export function createLedger(start: Ledger, binding: Binding): OpenLedger {
  const { source, epoch } = start
  const { metrics, naming } = binding
  const pages = new Map(
    start.pages.map((page) => [page.slice, reopenedPage(page, metrics, naming)]),
  )
  let { span, settledTo } = start
  let recent: { readonly slice: number; readonly page: OpenPage } | undefined

  function page(slice: number): OpenPage {
    if (recent?.slice === slice) return recent.page
    const last = slice <= settledTo ? settledTo : lastFor(slice)
    const found = pages.get(last) ?? { rows: new Map() }
    pages.set(last, found)
    recent = { slice, page: found }
    return found
  }

  /** Pages of a smaller span stay until they are joined. */
  function lastFor(slice: number): number {
    for (let smaller = 1; smaller < span; smaller *= 2)
      if (pages.has(lastOfPage(slice, smaller))) return lastOfPage(slice, smaller)
    return lastOfPage(slice, span)
  }

  function settle(times: Times): void {
    recent = undefined
    join(times)
    while (pages.size > mostPages[source] && span < widest) {
      span *= 2
      join(times)
    }
    if (source === 'Live') settledTo = Math.max(settledTo, ...settledIn(pages.keys(), times))
  }

  function join(times: Times): void {
    for (const [last, ...others] of joinings(pages.keys(), { source, span }, times)) {
      const target = pages.get(last)
      if (target === undefined) continue
      absorbPages(
        target,
        others.flatMap((slice) => pages.get(slice) ?? []),
        binding,
      )
      for (const slice of others) pages.delete(slice)
    }
  }

  function read(): Ledger {
    const inOrder = [...pages].sort(([a], [b]) => a - b)
    const isPaired = source === 'Shadow'
    const all = inOrder.map(([slice, page]) => readPage(slice, page, { metrics, isPaired }))
    return { source, epoch, span, settledTo, pages: all }
  }

  return { page, settle, read }
}

export const newLedger = (source: Source, epoch: number): Ledger => ({
  source,
  epoch,
  span: 1,
  settledTo: -1,
  pages: [],
})

const widest = 2 ** 40
