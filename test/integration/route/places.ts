import type { Row, Tally } from '../../../src/evidence/tally.ts'
import type { Receipt } from '../../../src/routing/receipt.ts'
import type { Predicted } from './accounts.ts'

type Place = Pick<Receipt, 'round' | 'epoch' | 'slice' | 'bucket' | 'assigned' | 'how'>

/** What was counted in one place: requests, observations of the first metric, and of these the events. */
type Count = readonly [requests: number, n: number, events: number]

/** A line for every place: where it is, and what is there. */
export type Lines = readonly string[]

/**
 * Where live requests lie in the book of a delay, to the slice and the bucket. Of a tally that nobody has pulled yet: pages
 * are joined when somebody does.
 */
export const placesIn = (tally: Tally, delayMs: number): Lines =>
  rowsIn(tally, delayMs)
    .map(({ place, row }) => lineOf(nameOf(place), countIn(row)))
    .sort()

/** Requests by slice and variant, of a tally as above. */
export function countsIn(tally: Tally, delayMs: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { place, row } of rowsIn(tally, delayMs)) {
    const name = `${place.slice} ${place.assigned}`
    counts.set(name, (counts.get(name) ?? 0) + row.requests)
  }
  return counts
}

function rowsIn(
  { round, books }: Tally,
  delayMs: number,
): readonly { readonly place: Place; readonly row: Row }[] {
  const ledgers = books
    .filter((book) => book.delayMs === delayMs)
    .flatMap((book) => book.ledgers.filter(({ source }) => source === 'Live'))
  return ledgers.flatMap(({ epoch, pages }) =>
    pages.flatMap(({ slice, rows }) =>
      rows.map((row) => ({ place: { ...row, assigned: row.variant, round, epoch, slice }, row })),
    ),
  )
}

function countIn({ requests, sums: [first] }: Row): Count {
  const { n = 0, events = 0 } = (first ?? {}) as { n?: number; events?: number }
  return [requests, n, events]
}

/** The same, as receipts say; `known`: what is observed of each, nothing where nothing is. */
export function placesBy<One extends Pick<Predicted, 'read'>>(
  predicted: readonly One[],
  known: (one: One) => 0 | 1 | undefined,
): Lines {
  const places = Map.groupBy(predicted, ({ read }) => nameOf(read))
  return [...places]
    .map(([name, these]) => {
      const observed = these.map(known).filter((each) => each !== undefined)
      const events = observed.filter((each) => each === 1).length
      return lineOf(name, [these.length, observed.length, events])
    })
    .sort()
}

const nameOf = ({ round, epoch, slice, bucket, assigned, how }: Place) =>
  `round ${round}, epoch ${epoch}, slice ${slice}, bucket ${bucket}, ${assigned} ${how}`

const lineOf = (name: string, [requests, n, events]: Count) =>
  `${name}: ${requests} requests, ${n} known, ${events} events`
