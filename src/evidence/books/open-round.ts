import { sampleCapacity } from '../../stats/sums/unit-sample.ts'
import { createUnitSampler, type UnitSampler } from '../../stats/sums/unit-sampler.ts'
import type { Tally } from '../tally.ts'
import { createNaming, type Naming } from './naming.ts'
import { createBook, type OpenBook } from './open-book.ts'
import type { Room } from './open-page.ts'
import type { Times } from './settling.ts'

/** What is counted of one round. */
export type OpenRound = {
  readonly round: number
  /** The book of a delay; it is begun if there is none. */
  readonly bookOf: (delayMs: number) => OpenBook
  readonly naming: Naming
  readonly room: Room
  readonly units: UnitSampler
  readonly settle: (times: Omit<Times, 'delayMs'>) => void
  readonly read: () => CountedRound
}

type CountedRound = Pick<Tally, 'round' | 'books' | 'units'>

/** Nothing yet, or going on from where it was read. It has at most so many rows, in all books together. */
export function createRound(start: CountedRound, mostRows: number): OpenRound {
  const { round } = start
  const naming = createNaming()
  const room = { left: mostRows - rowsIn(start) }
  const units = createUnitSampler(start.units, sampleCapacity)
  const books = new Map(
    start.books.map((book) => [book.delayMs, createBook(book, naming, room)] as const),
  )

  function bookOf(delayMs: number): OpenBook {
    const book =
      books.get(delayMs) ?? createBook({ delayMs, metrics: [], ledgers: [] }, naming, room)
    books.set(delayMs, book)
    return book
  }

  return {
    round,
    bookOf,
    naming,
    room,
    units,
    settle: (times) => {
      for (const book of books.values()) book.settle(times)
    },
    read: () => ({
      round,
      books: [...books.values()].sort((a, b) => a.delayMs - b.delayMs).map((book) => book.read()),
      units: units.sample(),
    }),
  }
}

/** A round of which nothing was counted yet. */
export const newRound = (round: number): CountedRound => ({
  round,
  books: [],
  units: { level: 0, rows: [] },
})

function rowsIn({ books }: CountedRound): number {
  const pages = books.flatMap(({ ledgers }) => ledgers.flatMap((ledger) => ledger.pages))
  return pages.reduce((sum, { rows }) => sum + rows.length, 0)
}
