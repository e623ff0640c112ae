import type { Receipt } from '../../routing/receipt.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { UnitSampler } from '../../stats/sums/unit-sampler.ts'
import type { Naming } from '../books/naming.ts'
import type { OpenBook } from '../books/open-book.ts'
import type { Room } from '../books/open-page.ts'
import { type OpenRow, openRow } from '../books/open-row.ts'
import type { OpenEvents } from '../events.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Source } from '../tally.ts'

/** Where a request is counted, as its receipt says. */
export type Exposure = Pick<
  Receipt,
  'round' | 'epoch' | 'slice' | 'assigned' | 'how' | 'bucket' | 'unitHash'
>

/** What those who count share: everything of one round that they write to. */
export type Desk = {
  /** Whether a round is still the one that is counted. */
  readonly isOpen: (round: number) => boolean
  readonly bookOf: (delayMs: number) => OpenBook
  readonly numberOf: Naming
  readonly room: Room
  readonly units: UnitSampler
  readonly events: OpenEvents
}

/** The book of a metric, and its place there. */
export type Entry = { readonly metric: Metric; readonly book: OpenBook; readonly place: number }

/** Looks up where a metric is counted, so that nobody has to do it for every request. */
export function entryOf({ bookOf }: Desk, metric: Metric): Entry {
  const book = bookOf(metric.delayMs)
  return { metric, book, place: book.placeOf(metric) }
}

/** What is counted under one name in one book; `undefined` where there is no room for one more. */
export function rowAt(
  { room }: Desk,
  book: OpenBook,
  { source, number, exposure, variant, how }: At,
): OpenRow | undefined {
  const { rows } = book.page(source, exposure.epoch, exposure.slice)
  const known = rows.get(number)
  if (known !== undefined) {
    known.read = undefined
    return known
  }
  if (room.left <= 0) return undefined
  room.left--
  const row = openRow({ variant, how, bucket: exposure.bucket })
  rows.set(number, row)
  return row
}

/** Whether there will be a row in each of these books, so that all is counted or nothing. */
export function hasRoomFor(
  { room }: Desk,
  books: readonly OpenBook[],
  { source, number, exposure: { epoch, slice } }: At,
): boolean {
  if (room.left >= books.length) return true
  const lacking = books.filter((book) => !book.page(source, epoch, slice).rows.has(number))
  return lacking.length <= room.left
}

/** A name, and where the page lies. */
export type At = {
  readonly source: Source
  readonly number: number
  readonly exposure: Exposure
  readonly variant: string
  readonly how: How
}

/** Of a request that chance has assigned. */
export const live = (desk: Desk, exposure: Exposure): At => ({
  source: 'Live',
  number: desk.numberOf(exposure.assigned, exposure.how, exposure.bucket),
  exposure,
  variant: exposure.assigned,
  how: exposure.how,
})

/** Of its copy to a challenger. */
export const shadow = (desk: Desk, exposure: Exposure, variant: string): At => ({
  source: 'Shadow',
  number: desk.numberOf(variant, 'Shadow', exposure.bucket),
  exposure,
  variant,
  how: 'Shadow',
})
